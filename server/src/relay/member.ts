import type { Counted, GoodbyeCode, Profile, Role, SessionId } from '@joinery/shared';
import type { Link } from './link.ts';

/** Somebody who has the file open, as the room sees them. */
export interface Member {
  readonly link: Link;
  readonly session: SessionId;
  readonly actor: string;
  readonly profile: Counted<Profile>;
  readonly role: Role;
  /** The room has said welcome. */
  welcomed(): void;
  /** The room lets go of the member: say why, and close. */
  end(code: GoodbyeCode, message: string): void;
}
