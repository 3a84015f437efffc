/** What can be asked of a headless client: one JSON object a line in, one out. Documented in docs/headless-client.md. */
import {
  type Assignment,
  type Change,
  checkProperty,
  type DocumentReader,
  type NewNode,
  type NodeId,
  type NodeType,
  ROOT,
  type Transaction,
  type Value,
} from '@joinery/shared';
import { z } from 'zod';
import type { HeadlessClient } from './headless-client.ts';

const Node = z.string().min(1);
const Properties = z.record(z.string(), z.json());
/** Under which its answer is known; the line's number when absent. */
const id = z.union([z.string(), z.number()]).optional();

const Command = z.discriminatedUnion('do', [
  z.strictObject({
    id,
    do: z.literal('create'),
    type: z.string(),
    parent: Node.optional(),
    before: Node.nullish(),
    properties: Properties.optional(),
    as: z.string().min(1).optional(),
  }),
  z.strictObject({ id, do: z.literal('set'), node: Node, properties: Properties }),
  z.strictObject({ id, do: z.literal('move'), node: Node, parent: Node, before: Node.nullish() }),
  z.strictObject({ id, do: z.literal('trash'), node: Node }),
  z.strictObject({ id, do: z.literal('restore'), node: Node }),
  z.strictObject({
    id,
    do: z.literal('assign'),
    assignments: z.array(z.tuple([Node, z.string(), z.json()])).min(1),
  }),
  z.strictObject({ id, do: z.literal('undo') }),
  z.strictObject({ id, do: z.literal('redo') }),
  z.strictObject({ id, do: z.literal('get'), node: Node, stamps: z.boolean().optional() }),
  z.strictObject({ id, do: z.literal('json') }),
  z.strictObject({ id, do: z.literal('status') }),
  z.strictObject({ id, do: z.literal('dismiss'), time: z.number() }),
  z.strictObject({
    id,
    do: z.literal('resolve'),
    conflict: z.string(),
    choose: z.enum(['mine', 'theirs', 'what stands']),
  }),
  z.strictObject({ id, do: z.literal('wait') }),
  z.strictObject({ id, do: z.literal('quit') }),
]);

export type Command = z.infer<typeof Command>;

/** Names given by `as`, without their `$`. */
export type Names = Map<string, NodeId>;

/** @throws Error saying in words what is wrong */
export function parseCommand(text: string): Command {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new Error(`not JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  const result = Command.safeParse(parsed);
  if (result.success) return result.data;
  throw new Error(result.error.issues.map(wordsOf).join('; '));
}

/** The id of what may be no command, as far as it has one. */
export function idIn(text: string | undefined): string | number | undefined {
  try {
    const { id: found } = JSON.parse(text ?? '') as { readonly id?: unknown };
    return typeof found === 'string' || typeof found === 'number' ? found : undefined;
  } catch {
    return undefined;
  }
}

function wordsOf({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}

/** What is asked for at once; `wait` and `quit` are for whoever reads the commands. */
export type Prompt = Exclude<Command, { do: 'wait' | 'quit' }>;

/** Does it. @returns what the answer holds besides its id @throws Error saying in words why it cannot be done */
export function runCommand(client: HeadlessClient, names: Names, command: Prompt): object {
  const node = (name: string): NodeId => nodeNamed(client.document, names, name);
  switch (command.do) {
    case 'create':
      return create(client, names, command);
    case 'set':
      return edited(client, (tx) => setAll(tx, node(command.node), command.properties));
    case 'move': {
      const before = sibling(client.document, names, command.before);
      return edited(client, (tx) => tx.move(node(command.node), node(command.parent), before));
    }
    case 'trash':
      return edited(client, (tx) => tx.trash(node(command.node)));
    case 'restore':
      return edited(client, (tx) => tx.restore(node(command.node)));
    case 'assign':
      return edited(client, (tx) => {
        for (const [name, property, value] of command.assignments) assign(tx, [node(name), property, value]);
      });
    case 'undo':
    case 'redo':
      return { done: client.history[command.do]() !== undefined };
    case 'get':
      return { node: nodeAsData(client.document, node(command.node), command.stamps === true) };
    case 'json':
      return { document: client.document.toJSON() };
    case 'status':
      return statusOf(client);
    case 'dismiss':
      client.sync.dismissRejected(command.time);
      return {};
    case 'resolve':
      return resolve(client, command);
    default:
      return command satisfies never;
  }
}

function resolve({ sync }: HeadlessClient, { conflict: id, choose }: Extract<Command, { do: 'resolve' }>): object {
  const conflict = sync.conflicts.find((one) => one.id === id);
  if (conflict === undefined) throw new Error(`there is no conflict ${id}`);
  const done = choose === 'what stands' || (choose === 'mine' ? conflict.keepMine() : conflict.takeTheirs());
  if (!done) throw new Error('both count, or the node is gone: there is nothing to choose');
  conflict.dismiss();
  return {};
}

/** `$name` is the node that a `create` with that `as` has made. */
function nodeNamed(document: DocumentReader, names: Names, name: string): NodeId {
  const node = name.startsWith('$') ? names.get(name.slice(1)) : name;
  if (node === undefined) throw new Error(`nothing was created as ${name.slice(1)}`);
  if (!document.has(node)) throw new Error(`there is no node ${node}`);
  return node;
}

const sibling = (document: DocumentReader, names: Names, name: string | null | undefined): NodeId | null =>
  name === undefined || name === null ? null : nodeNamed(document, names, name);

function create(client: HeadlessClient, names: Names, command: Extract<Command, { do: 'create' }>): object {
  const { document } = client;
  const node = (name: string): NodeId => nodeNamed(document, names, name);
  const [firstPage] = document.children(ROOT);
  const parent =
    command.parent !== undefined ? node(command.parent) : command.type === 'page' ? ROOT : (firstPage ?? ROOT);
  let made: NodeId = '';
  const answer = edited(client, (tx) => {
    const before = sibling(client.document, names, command.before);
    checked('type', command.type);
    made = tx.create(command.type as NodeType, parent, {}, before);
    setAll(tx, made, command.properties ?? {});
  });
  if (command.as !== undefined) names.set(command.as, made);
  return { node: made, ...answer };
}

function setAll(tx: Transaction, node: NodeId, properties: Readonly<Record<string, Value>>): void {
  for (const [property, value] of Object.entries(properties)) {
    if (property === 'type' || property === 'placement') throw new Error(`${property} is not for "set"; use "move"`);
    if (property === 'position') tx.setPosition(node, pointOf(value));
    else tx.setRaw(node, property, value);
  }
}

function pointOf(value: Value): NonNullable<NewNode['position']> {
  const { x, y } = (value ?? {}) as { readonly x?: Value; readonly y?: Value };
  if (typeof x !== 'number' || typeof y !== 'number') throw new Error('position must be { x, y }, in the parent’s px');
  return { x, y };
}

/** A register as it is to stand, so that an odd one can be tried. */
function assign(tx: Transaction, [node, property, value]: Assignment): void {
  if (property === 'type') throw new Error('the type of a node never changes');
  checked(property, value);
  if (property === 'placement' || property === 'position') tx.writeBack([{ node, property, value, inPlace: false }]);
  else tx.setRaw(node, property, value);
}

function checked(property: string, value: Value): void {
  const problem = checkProperty(property, value);
  if (problem !== undefined) throw new Error(problem);
}

const edited = (client: HeadlessClient, build: (tx: Transaction) => void): object => timeOf(client.edit(build));

/** `time` is null where everything stood like that already. */
const timeOf = (change: Change | undefined): object => ({ time: change?.time ?? null });

function nodeAsData(document: DocumentReader, node: NodeId, stamps: boolean): object {
  const row = [...(document.row(node) ?? [])];
  return {
    id: node,
    parent: document.parent(node) ?? null,
    alive: document.isAlive(node),
    children: document.children(node),
    position: document.position(node),
    properties: Object.fromEntries(row.map(([property, { value }]) => [property, value])),
    ...(stamps && {
      stamps: Object.fromEntries(row.map(([property, { actor, time }]) => [property, { actor, time }])),
    }),
  };
}

function statusOf({ sync, document }: HeadlessClient): object {
  return {
    state: sync.state.kind,
    pending: sync.pendingCount,
    rejected: sync.rejected.length,
    conflicts: sync.conflicts.length,
    nodes: [...document.nodes()].length,
    version: Object.fromEntries(document.version),
  };
}
