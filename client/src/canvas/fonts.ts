/** The bundled font, and word of fonts that arrive: what was measured or painted before is then wrong. */
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/inter/wght-italic.css';

/** @returns a function that ends it */
export function whenFontsArrive(listener: () => void): () => void {
  document.fonts.addEventListener('loadingdone', listener);
  return () => document.fonts.removeEventListener('loadingdone', listener);
}
