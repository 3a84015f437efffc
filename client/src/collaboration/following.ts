/**
 * Seeing what somebody else sees: goes to the leader's page and fits their part of it into my view, gliding. Ends with any movement,
 * choice or edit of my own, and, with a message, when the leader leaves. Whom I chose stands in the session; who leads in the end is
 * found anew whenever somebody moves.
 */
import { boxCenter, boxHeight, boxWidth, type NodeId, ROOT } from '@joinery/shared';
import { centred } from '../editor/camera.ts';
import type { Editor } from '../editor/editor.ts';
import type { Camera, SessionState } from '../editor/session.ts';
import { leaderOf } from './follow-chain.ts';
import { nameOf, type PeopleStore, type Person } from './people.ts';

export interface FollowingOptions {
  readonly editor: Pick<Editor, 'session' | 'state' | 'document' | 'setPage' | 'setCamera' | 'notify'>;
  readonly people: PeopleStore;
  /** In ms. */
  readonly now: () => number;
  /** Calls back before the next frame. @returns a function that takes it back */
  readonly nextFrame: (run: () => void) => () => void;
  /** The person wants no movement: the view jumps. */
  readonly still: () => boolean;
}

/** Half of the way takes this long, in ms. */
const HALF_WAY_MS = 35;
/** Nearer than this it is there, in CSS px. */
const SNAP_PX = 0.5;

/** Begins to follow a session, unless it follows me. @param asked it asks for it */
export function follow(
  { editor, people }: Pick<FollowingOptions, 'editor' | 'people'>,
  session: string,
  asked = false,
): void {
  const known = people.getState().people;
  const chosen = known.find((person) => person.session === session);
  if (chosen === undefined || chosen.self) return;
  const others = known.map((person) => (person.self ? { ...person, following: null } : person));
  if (leaderOf(others, session)?.self === true) return editor.notify('info', `${nameOf(chosen)} follows you already`);
  editor.session.setState({ following: { session, asked } });
}

/** @returns a function that ends it */
export function startFollowing(options: FollowingOptions): () => void {
  const { editor, people } = options;
  const view = new LedView(options);
  let chosen: Person | undefined;
  const stop = (message?: string): void => {
    editor.session.setState({ following: null });
    if (message !== undefined) editor.notify('info', message);
  };
  const look = (): void => {
    const { following } = editor.state;
    if (following === null) return;
    const all = people.getState().people.map((person) => asIFollow(person, following.session));
    const before = chosen;
    chosen = all.find(({ session }) => session === following.session);
    const leader = leaderOf(all, following.session);
    if (chosen === undefined || leader === undefined)
      return stop(`${before ? nameOf(before) : 'Who you followed'} left`);
    if (leader.self) return stop(`${nameOf(chosen)} follows you`);
    if (following.asked && !chosen.spotlight) return stop(`${nameOf(chosen)} ended the spotlight`);
    if (leader.viewport === null && before?.viewport) return stop(`${nameOf(leader)} is not to be followed just now`);
    view.showAs(leader);
  };
  const ends = [
    people.subscribe(look),
    editor.session.subscribe((now, before) => {
      if (now.following !== before.following) {
        chosen = undefined;
        view.rest();
        look();
      } else if (now.following === null || view.moving) return;
      else if (ownMove(now, before)) stop();
      else if (now.viewport !== before.viewport) look();
    }),
    editor.document.subscribe(({ origin }) => {
      if (editor.state.following === null) return;
      if (origin === 'local' || origin === 'undo') stop();
      else if (view.arrived) look();
    }),
  ];
  return () => {
    for (const end of ends) end();
    view.rest();
  };
}

const asIFollow = (person: Person, following: string): Person => (person.self ? { ...person, following } : person);

/** What only a hand of mine does: others' deletions make a selection smaller, never larger. */
const ownMove = (now: SessionState, before: SessionState): boolean =>
  now.camera !== before.camera ||
  now.page !== before.page ||
  (now.editingText !== null && now.editingText !== before.editingText) ||
  (now.selection !== before.selection && now.selection.some((id) => !before.selection.includes(id)));

/** My view on its way to the leader's. */
class LedView {
  readonly #options: FollowingOptions;
  #moving = false;
  #target: Camera | undefined;
  #awaited: NodeId | null = null;
  #at = 0;
  #cancel: (() => void) | undefined;

  constructor(options: FollowingOptions) {
    this.#options = options;
  }

  /** What the session tells just now is my view being led. */
  get moving(): boolean {
    return this.#moving;
  }

  /** The page that was told before it was here has come. */
  get arrived(): boolean {
    return this.#awaited !== null && this.#options.editor.document.parent(this.#awaited) === ROOT;
  }

  showAs({ page, viewport }: Person): void {
    const { editor, still, now } = this.#options;
    const here = page !== null && editor.document.parent(page) === ROOT;
    // Presence is told at once, a page when it is saved.
    this.#awaited = here ? null : page;
    if (!here || viewport === null) return;
    const elsewhere = page !== editor.state.page;
    if (elsewhere) this.#move(() => editor.setPage(page));
    const room = editor.state.viewport;
    const zoom = Math.min(room.width / boxWidth(viewport), room.height / boxHeight(viewport));
    this.#target = centred(viewport, room, zoom);
    if (elsewhere || still()) return this.#arrive();
    if (this.#cancel !== undefined) return;
    this.#at = now();
    this.#step();
  }

  rest(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#target = undefined;
    this.#awaited = null;
  }

  #arrive(): void {
    const target = this.#target;
    this.rest();
    if (target !== undefined) this.#move(() => this.#options.editor.setCamera(target));
  }

  #step(): void {
    const { editor, now, nextFrame } = this.#options;
    const { camera, viewport } = editor.state;
    const target = this.#target;
    if (target === undefined) return;
    if (near(camera, target, viewport)) return this.#arrive();
    this.#cancel = nextFrame(() => {
      const part = 1 - 2 ** ((this.#at - now()) / HALF_WAY_MS);
      this.#at = now();
      this.#cancel = undefined;
      const from = editor.state.camera;
      const to = this.#target;
      if (to !== undefined) this.#move(() => editor.setCamera(between(from, to, part, viewport)));
      this.#step();
    });
  }

  #move(run: () => void): void {
    this.#moving = true;
    try {
      run();
    } finally {
      this.#moving = false;
    }
  }
}

type Size = SessionState['viewport'];

const middle = ({ x, y, zoom }: Camera, { width, height }: Size): { x: number; y: number } =>
  boxCenter({ left: x, top: y, right: x + width / zoom, bottom: y + height / zoom });

function near(a: Camera, b: Camera, size: Size): boolean {
  const [from, to] = [middle(a, size), middle(b, size)];
  const apart = Math.hypot(from.x - to.x, from.y - to.y) * b.zoom;
  return apart < SNAP_PX && Math.abs(a.zoom / b.zoom - 1) * size.width < SNAP_PX;
}

function between(a: Camera, b: Camera, part: number, size: Size): Camera {
  const [from, to] = [middle(a, size), middle(b, size)];
  const x = from.x + (to.x - from.x) * part;
  const y = from.y + (to.y - from.y) * part;
  return centred({ left: x, top: y, right: x, bottom: y }, size, a.zoom * (b.zoom / a.zoom) ** part);
}
