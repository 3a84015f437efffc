/** SVG files chosen on the start page, on their way into the file that was created for them. In memory only. */
export interface PendingImport {
  readonly name: string;
  readonly text: string;
}

const pending = new Map<string, PendingImport>();

export const leaveImport = (fileId: string, svg: PendingImport): void => void pending.set(fileId, svg);

/** Once: whoever takes it imports it. */
export function takeImport(fileId: string): PendingImport | undefined {
  const svg = pending.get(fileId);
  pending.delete(fileId);
  return svg;
}
