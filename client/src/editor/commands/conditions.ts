/** When commands are possible. */
import type { NodeId } from '@joinery/shared';
import type { CommandArguments, Editor } from '../editor.ts';

export const anySelected = ({ state }: Editor): boolean => state.selection.length > 0;

export const someSelected =
  (atLeast: number) =>
  ({ state }: Editor): boolean =>
    state.selection.length >= atLeast;

export const textSelected = ({ document, state }: Editor): boolean =>
  state.selection.some((id) => document.get(id, 'type') === 'text');

/** The nodes that a command is about: those it is told, or the selection. */
export const targets = ({ state, document }: Editor, { ids }: CommandArguments): readonly NodeId[] =>
  ids === undefined ? state.selection : ids.filter((id) => document.isAlive(id));
