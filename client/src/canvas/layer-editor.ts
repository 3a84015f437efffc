import type { Editor } from '../editor/editor.ts';

/** The part of the editor that the canvas reads. */
export type LayerEditor = Pick<Editor, 'document' | 'scene' | 'guides' | 'session' | 'pointer'>;
