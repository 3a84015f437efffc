/** The document is replaced by what the relay has, or own nodes are made again, under a person's hands (D9). */
import { Document, type NodeId } from '@joinery/shared';
import { describe, expect, it } from 'vitest';
import { createScene } from './scene.ts';
import { subtree } from './selection.ts';
import { testEditor } from './testing/test-editor.ts';

type Alice = ReturnType<typeof testEditor>;

/** What the relay has after a node was deleted for good there. */
function without(alice: Alice, gone: NodeId): Document {
  const relay = new Document({ actor: 'relay000', wall: () => 1_767_225_600_000 });
  relay.merge(alice.document.since(new Map()));
  relay.transact((tx) => tx.trash(gone));
  relay.raiseHorizon({ to: relay.clock.last, forget: 0 });
  return relay;
}

const startOver = (alice: Alice, relay: Document): void =>
  alice.document.asOne('load', () => {
    alice.document.replace(relay.since(new Map()));
    return [];
  });

describe('starting over', () => {
  it('E3, E4 leaves the selection what is still there, and the scene the one made afresh', () => {
    const alice = testEditor();
    const frame = alice.make('frame');
    const inside = alice.make('rectangle', { position: { x: 5, y: 5 } }, frame);
    const stays = alice.make('rectangle', { position: { x: 300, y: 0 } });
    alice.editor.select([inside, stays]);
    for (const id of [frame, inside, stays]) alice.editor.scene.pageBox(id);
    startOver(alice, without(alice, frame));
    expect(alice.selection).toEqual([stays]);
    const fresh = createScene(alice.document);
    const ids = [...subtree(alice.document, alice.page)].filter((id) => id !== alice.page);
    expect(ids).toEqual([stays]);
    expect(alice.editor.scene.pageBox(stays)).toEqual(fresh.pageBox(stays));
    const everywhere = { left: -1e6, top: -1e6, right: 1e6, bottom: 1e6 };
    expect(alice.editor.scene.nodesIn(everywhere, alice.page)).toEqual([stays]);
    fresh.dispose();
  });

  it('E3 a drag goes on though what it drags is gone', () => {
    const alice = testEditor();
    const shape = alice.make('rectangle');
    alice.hold({ x: 50, y: 50 }, { x: 150, y: 50 });
    startOver(alice, without(alice, shape));
    alice.move({ x: 180, y: 60 });
    alice.up();
    expect([alice.document.has(shape), alice.selection]).toEqual([false, []]);
  });

  it('E3 own nodes that are made again under other ids stay selected', () => {
    const alice = testEditor();
    const shape = alice.make('rectangle');
    alice.editor.select([shape]);
    let again = '';
    alice.document.asOne('load', () => {
      alice.document.transact((tx) => tx.trash(shape));
      const change = alice.document.transact((tx) => (again = tx.create('rectangle', alice.page)));
      if (change === undefined) throw new Error('nothing was made');
      return [{ original: change, change, renamed: new Map([[shape, again]]) }];
    });
    expect(alice.selection).toEqual([again]);
  });
});
