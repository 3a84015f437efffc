/** Two people draw, meet and undo, with a clock and chance of their own making: what must come out the same wherever the package runs. */
import {
  decodeDelta,
  Document,
  encodeDelta,
  encodeSnapshot,
  must,
  randomActorId,
  ROOT,
  UndoHistory,
} from '@joinery/shared';

const START = Date.UTC(2026, 0, 1);

/** @returns the document that both have in the end, as JSON, and its snapshot in hexadecimal digits */
export function twoReplicasMeet(): { readonly json: string; readonly bytes: string } {
  let [now, chance] = [START, 0];
  const replica = (): Document =>
    new Document({ actor: randomActorId(() => (chance += 0.013) % 1), wall: () => (now += 7) });
  const [ann, bob] = [replica(), replica()];
  const history = new UndoHistory(ann);
  let [page, card] = ['', ''];
  ann.transact((tx) => {
    page = tx.create('page', ROOT, { name: 'Page 1' });
    card = tx.create('frame', page, { position: { x: 40.1, y: 30 }, width: 320, height: 200, rotation: 33 });
  });
  bob.merge(decoded(encodeDelta(ann.since(bob.version))));
  for (let i = 0; i < 50; i++)
    bob.transact((tx) => tx.create('text', card, { characters: `Grüße ${i} 🪵`, position: { x: i / 3, y: i } }));
  ann.transact((tx) => tx.set(card, 'opacity', 0.5));
  ann.transact((tx) => tx.trash(card));
  history.undo();
  ann.merge(decoded(encodeDelta(bob.since(ann.version))));
  bob.merge(decoded(encodeDelta(ann.since(bob.version))));
  const [mine, theirs] = [ann, bob].map((document) => JSON.stringify(document.toJSON()));
  if (mine !== theirs) throw new Error('the two do not agree');
  const bytes = Array.from(encodeSnapshot(ann), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { json: must(mine, 'a document'), bytes };
}

function decoded(bytes: Uint8Array): Parameters<Document['merge']>[0] {
  const delta = decodeDelta(bytes);
  if (!delta.ok) throw new Error(delta.reason);
  return delta.value;
}
