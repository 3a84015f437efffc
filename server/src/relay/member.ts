import type { Counted, GoodbyeCode, Profile, Role, SessionId } from '@joinery/shared';
import type { Link } from './link.ts';

/** Somebody who has the file open, as the room sees them. */
export interface Member {
  readonly link: Link;
  readonly session: SessionId;
  readonly actor: string;
  readonly profile: Counted<Profile>;
  readonly role: Role;
  /** What it has shown to be who it is. */
  readonly proof: string | undefined;
  /** The room has said welcome. */
  welcomed(): void;
  /** There is somebody under its name who shows another proof: it may try again when they have left. */
  turnAway(): void;
  /** The room lets go of the member: say why, and close. */
  end(code: GoodbyeCode, message: string): void;
}
