import { fileURLToPath } from 'node:url';

/** The folder of the whole project, with a closing separator. */
export const root = fileURLToPath(new URL('..', import.meta.url));
