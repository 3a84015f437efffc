/** Why a text cannot be imported at all, as a sentence for the person who dropped it. */
export class SvgImportError extends Error {
  override readonly name = 'SvgImportError';
}
