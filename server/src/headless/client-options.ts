/** The flags of `npm run client`. */
import { parseArgs } from 'node:util';
import { type FileAddress, fileAddress } from './file-address.ts';

export interface ClientOptions {
  readonly address: FileAddress;
  readonly name: string;
  /** Path of the state file. */
  readonly state: string | undefined;
  readonly follow: boolean;
  readonly own: boolean;
  readonly presence: boolean;
  readonly maxPending: number;
  /** How long the first welcome is waited for, in ms; 0 for ever. */
  readonly giveUpMs: number;
}

export type ClientOptionsResult =
  | { readonly kind: 'options'; readonly options: ClientOptions }
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'problem'; readonly problem: string };

const HELP = `Usage: npm run --silent client -- <file's address> [options]

Joins a file, tells what happens in it as JSON lines on stdout, and does what it is told by JSON lines on stdin.
The address is the one in the browser, http://localhost:4870/file/…, or a link with its key, http://localhost:4870/file/…#key=…

  --name <text>        what the others call this client, "Client" by default
  --state <path>       keeps who it is and what is not acknowledged there, so that a client that was killed goes on
  --follow             goes on telling when stdin has ended; without it, it then waits for the acknowledgements and leaves
  --own                tells of its own changes, too
  --presence           tells who comes, goes, and looks where
  --max-pending <n>    unacknowledged changes past which stdin is not read, 5000 by default
  --give-up-ms <ms>    ends when there was no welcome by then; by default it tries for ever

Commands: create, set, move, trash, restore, assign, undo, redo, get, json, status, dismiss, resolve, wait, quit: see docs/headless-client.md

Exit codes: 0 all was done and acknowledged; 1 a command failed, or a change was refused or is not acknowledged; 2 the options or the
state file cannot be used; 3 the relay will not have this client, or was not reached; 4 the state file could not be written`;

/** @param args what follows the program's name */
export function readClientOptions(args: readonly string[]): ClientOptionsResult {
  const parsed = parse(args);
  if (typeof parsed === 'string') return { kind: 'problem', problem: parsed };
  const { values, positionals } = parsed;
  if (values.help === true) return { kind: 'help', text: HELP };
  const [text, ...more] = positionals;
  if (text === undefined || more.length > 0)
    return { kind: 'problem', problem: 'give the address of one file; --help says more' };
  const address = fileAddress(text);
  if (address === undefined)
    return { kind: 'problem', problem: `${text} is no address of a file, such as http://localhost:4870/file/abc` };
  const [maxPending, giveUpMs] = [Number(values['max-pending'] ?? 5000), Number(values['give-up-ms'] ?? 0)];
  if (!Number.isInteger(maxPending) || maxPending < 1)
    return { kind: 'problem', problem: '--max-pending must be a whole number from 1' };
  if (!Number.isInteger(giveUpMs) || giveUpMs < 0)
    return { kind: 'problem', problem: '--give-up-ms must be a whole number of milliseconds' };
  const { name = 'Client', state, follow = false, own = false, presence = false } = values;
  return { kind: 'options', options: { address, name, state, follow, own, presence, maxPending, giveUpMs } };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        name: { type: 'string' },
        state: { type: 'string' },
        follow: { type: 'boolean' },
        own: { type: 'boolean' },
        presence: { type: 'boolean' },
        'max-pending': { type: 'string' },
        'give-up-ms': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
