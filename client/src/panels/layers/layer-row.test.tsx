// @vitest-environment happy-dom
import type { NodeId } from '@joinery/shared';
import { act, Profiler } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PeopleStore, Person } from '../../collaboration/people.ts';
import type { Editor } from '../../editor/editor.ts';
import { TooltipProvider } from '../../ui/tooltip.tsx';
import { DocumentTopics } from '../hooks/document-topics.ts';
import { PropertiesPanel } from '../properties/properties-panel.tsx';
import { workspaceOf } from '../testing/workspace-of.ts';
import { WorkspaceContext } from '../workspace.ts';
import { LayerRow } from './layer-row.tsx';
import { layerRows } from './layer-rows.ts';

const ROWS = 30;
const press = (): void => undefined;

let editor: Editor;
let layers: readonly NodeId[];
let renders: string[];
let end: () => void;
let people: PeopleStore;

/** All rows of a page at once, without the list around them, and the properties of what is selected. */
beforeEach(async () => {
  // Tells React that `act` is meant.
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  const workspace = workspaceOf((tx, page) => {
    for (let index = 0; index < ROWS; index += 1) tx.create('rectangle', page, { name: `Layer ${index}` });
  });
  ({ editor } = workspace);
  ({ people } = workspace.collaboration);
  layers = editor.document.children(editor.state.page);
  renders = [];
  const note = (id: string): void => void renders.push(id);
  const root = createRoot(document.createElement('div'));
  await act(async () =>
    root.render(
      <WorkspaceContext value={workspace}>
        <TooltipProvider>
          {layerRows(editor.document, editor.state.page, {}).map((row) => (
            <Profiler key={row.id} id={row.id} onRender={note}>
              <LayerRow row={row} top={0} current={false} lit={false} onPointerDown={press} />
            </Profiler>
          ))}
          <Profiler id="properties" onRender={note}>
            <PropertiesPanel />
          </Profiler>
        </TooltipProvider>
      </WorkspaceContext>,
    ),
  );
  renders = [];
  end = () => {
    act(() => root.unmount());
    editor.dispose();
  };
});

afterEach(() => end());

const first = (): NodeId => layers[0] ?? '';

describe('layer rows', () => {
  it('V20 changing one node renders its row only', async () => {
    await act(async () => void editor.edit('Rename', (tx) => tx.set(first(), 'name', 'Renamed')));
    expect(renders).toEqual([first()]);
  });

  it('V20 moving or painting a node renders no row, for it shows neither', async () => {
    await act(async () => {
      editor.edit('Move', (tx) => tx.setPosition(first(), { x: 5, y: 5 }));
      editor.edit('Fade', (tx) => tx.set(first(), 'opacity', 0.5));
    });
    expect(renders).toEqual([]);
  });

  it('V20 hovering and selecting render the rows concerned', async () => {
    await act(async () => editor.session.setState({ hovered: first() }));
    expect(renders).toEqual([first()]);
    renders = [];
    await act(async () => editor.select([first()]));
    expect(renders.filter((id) => id !== 'properties')).toEqual([first()]);
  });

  it('V20 a change of what is not selected does not render the properties', async () => {
    await act(async () => editor.select([first()]));
    renders = [];
    await act(async () => void editor.edit('Fade', (tx) => tx.set(layers[1] ?? '', 'opacity', 0.5)));
    expect(renders).toEqual([]);
    await act(async () => void editor.edit('Fade', (tx) => tx.set(first(), 'opacity', 0.5)));
    expect(renders).toEqual(['properties']);
  });
});

describe('who is where', () => {
  const ben = (extra: Partial<Person>): Person => ({
    session: 'ben',
    person: 'ben',
    name: 'Ben',
    color: '#0f766e',
    status: 'online',
    active: true,
    page: editor.state.page,
    cursor: null,
    selection: [],
    viewport: null,
    following: null,
    spotlight: false,
    chat: '',
    caret: null,
    self: false,
    ...extra,
  });

  it('V20 a cursor that moves renders no row; a selection renders the rows that it comes to and leaves', async () => {
    const show = (extra: Partial<Person>) => act(async () => people.setState({ people: [ben(extra)] }));
    await show({ selection: [first()] });
    expect(renders).toEqual([first()]);
    renders = [];
    for (let x = 0; x < 10; x += 1) await show({ selection: [first()], cursor: { x, y: 0 } });
    expect(renders).toEqual([]);
    await show({ selection: [layers[1] ?? ''] });
    expect(new Set(renders)).toEqual(new Set([first(), layers[1]]));
  });
});

describe('document topics', () => {
  it('forget a row that went away', async () => {
    const topics = new DocumentTopics(editor.document);
    const heard: string[] = [];
    const stop = topics.onNode(first(), (properties) => heard.push(...properties));
    await act(async () => void editor.edit('Rename', (tx) => tx.set(first(), 'name', 'a')));
    stop();
    await act(async () => void editor.edit('Rename', (tx) => tx.set(first(), 'name', 'b')));
    expect(heard).toEqual(['name']);
    topics.dispose();
  });
});
