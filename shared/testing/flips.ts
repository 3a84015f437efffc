/**
 * Damage to a replica that no change ever did: registers with another value or stamp, missing ones and extra ones, whole nodes that are
 * gone or never were. What a bug or a fault leaves behind; D12 has to find it.
 */
import { unixMsToTime } from '../src/clock/stamp.ts';
import type { DeltaRow, Register } from '../src/document/change.ts';
import { bucketOf } from '../src/document/digest.ts';
import type { Document } from '../src/document/document.ts';
import { type NodeId, nodeIdOf } from '../src/document/node-id.ts';
import { isList, type Value } from '../src/schema/value.ts';
import type { Random } from './random.ts';
import { actorNamed, TEST_START_MS } from './replicas.ts';

const KINDS = ['value', 'placement', 'time', 'actor', 'missing', 'extra', 'lost node', 'extra node'] as const;
export type FlipKind = (typeof KINDS)[number];

type Registers = Map<string, Register>;

/** Damages one node, past versions, changes and the codec. */
export function flip(document: Document, random: Random, kind: FlipKind = random.pick(KINDS)): void {
  const node = kind === 'extra node' ? newId(random) : random.pick([...document.nodes()]);
  const bucket = bucketOf(node);
  const { rows } = document.rowsOf([bucket]);
  const registers: Registers = new Map(rows.find((row) => row.node === node)?.registers);
  damage(registers, { kind, random, document });
  const others = rows.filter((row) => row.node !== node);
  const damaged: DeltaRow[] = registers.size === 0 ? others : [...others, { node, registers: [...registers] }];
  // What has been damaged in this way before is damaged in another.
  if (document.repair([bucket], damaged) === 0) flip(document, random, 'extra');
}

interface Damage {
  readonly kind: FlipKind;
  readonly random: Random;
  readonly document: Document;
}

function damage(registers: Registers, { kind, random, document }: Damage): void {
  const property = random.pick([...(registers.size === 0 ? ['name'] : registers.keys())]);
  const register = registers.get(property) ?? { value: null, time: someTime(random), actor: actorNamed('nobody') };
  switch (kind) {
    case 'value':
      return void registers.set(property, { ...register, value: otherValue(register.value, random) });
    case 'placement':
      return void registers.set('placement', {
        ...(registers.get('placement') ?? register),
        value: placementAt(random.pick([...document.nodes()]), random),
      });
    case 'time':
      return void registers.set(property, { ...register, time: register.time + random.pick([-1, 1, 2 ** 32]) });
    case 'actor':
      return void registers.set(property, { ...register, actor: actorNamed('nobody') });
    case 'missing':
      return void registers.delete(property);
    case 'extra':
      return void registers.set(`stray/${random.below(1e6)}`, register);
    case 'lost node':
      return registers.clear();
    case 'extra node':
      registers.set('type', { ...register, value: 'rectangle' });
      registers.set('placement', { ...register, value: placementAt(random.pick([...document.nodes()]), random) });
      return;
    default:
      kind satisfies never;
  }
}

/** The least that makes another value: a bit, a character, an item. */
function otherValue(value: Value, random: Random): Value {
  if (typeof value === 'number') return value + random.pick([1, -0.01, 1e9]);
  if (typeof value === 'string') return `${value}~`;
  if (typeof value === 'boolean') return !value;
  if (value === null) return 0;
  if (isList(value)) return value.length === 0 ? [null] : value.slice(1);
  const [key, item] = random.pick(Object.entries(value));
  // Nodes that a value names may be any, but must be nodes: hands reach for them.
  if (key === 'parent' || key === 'from' || key === 'space') return { ...value, [key]: newId(random) };
  return { ...value, [key]: otherValue(item, random) };
}

const placementAt = (parent: NodeId, random: Random): Value => ({
  parent,
  order: `flip${random.below(1e6)}`,
  from: parent,
});

const someTime = (random: Random): number => unixMsToTime(TEST_START_MS) + random.below(1e6);

const newId = (random: Random): NodeId => nodeIdOf({ actor: actorNamed('nobody'), time: someTime(random) });
