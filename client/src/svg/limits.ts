/** What an import takes before it refuses: each bounds time or memory against hostile files. */
export const MAX_SVG_CHARACTERS = 16 * 1024 * 1024;
/** Elements in the file; also elements drawn, each `use` counting what it repeats. */
export const MAX_SVG_ELEMENTS = 100_000;
/** Elements inside each other, in the file and through `use`. */
export const MAX_SVG_DEPTH = 256;
/** Compound selectors compared with elements. */
export const MAX_SELECTOR_TESTS = 3_000_000;
/** Entities that the document type declares, and how deep they may name each other. */
export const MAX_ENTITIES = 1_000;
export const MAX_ENTITY_DEPTH = 16;
/** Selectors in all style sheets. */
export const MAX_SELECTORS = 20_000;
/** Prefixes used without a declaration, of which forgetful files have a few. */
export const MAX_UNDECLARED_PREFIXES = 50;
