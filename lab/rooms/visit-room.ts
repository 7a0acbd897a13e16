import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Room } from '../game/room.ts';
import type { Lab } from '../lab.ts';
import { seatIn } from '../sessions/join.ts';
import { mergeVars, sessionIn } from '../store/rooms.ts';
import { labelsOf } from './labels.ts';
import { roomSecret } from '../store/own-rooms.ts';
import { findRoom } from './find-room.ts';
import { hashMatches, linkSecret } from './link-hash.ts';

/** Somebody at the door of a room. */
export interface RoomVisitor {
  readonly name: string;
  readonly label: string | null;
  /** Of their own link; only where links are secure. */
  readonly hash: string | null;
}

/** What somebody at the door sees next. */
export type Door =
  /** They have to say who they are; `unknown` is what they said before. */
  { readonly kind: 'ask'; readonly unknown: string | null } | { readonly kind: 'known' };

export interface RoomVisit {
  readonly room: Room;
  readonly door: Door;
}

/** Who may come in. Throws when the room is not there, or where links are secure and this is not one of them. */
export async function atTheDoor({ name, label, hash }: RoomVisitor, lab: Lab): Promise<RoomVisit> {
  const room = await findRoom(name, lab);
  const labels = await labelsOf(room);
  if (labels === null) return { room, door: { kind: 'known' } };
  const isKnown = label !== null && labels.includes(label);
  if (room.isSecure && !(isKnown && hashMatches(hash, { secret: await secretOf(room, lab), label }))) throw new NotYourLink();
  return { room, door: isKnown ? { kind: 'known' } : { kind: 'ask', unknown: label } };
}

/** What the personal links of a room are made of. */
export async function secretOf({ name }: Pick<Room, 'name'>, { db, config }: Lab): Promise<string> {
  return linkSecret(config.secret, { name, secret: await roomSecret(db, name) });
}

/** A known visitor wants to go in: the participant they are, or null while there is no session. Throws when the session is full. */
export async function enterRoom(visit: EnteringVisitor, lab: Lab): Promise<string | null> {
  const { name: room, label, before } = visit;
  const session = await sessionIn(lab.db, room);
  if (!session) return null;
  const code = await seatIn(session, { label, before }, lab);
  if (label !== null) await mergeVars(lab.db, { room, label });
  return code;
}

interface EnteringVisitor extends RoomVisitor {
  /** The participant that this browser was before, by its cookie. */
  readonly before: string | null;
}

class NotYourLink extends RostraError {
  constructor() {
    super({
      code: 'LAB_NOT_YOUR_LINK',
      status: 404,
      message: 'This link is not complete, or it was changed.',
      hint: 'Everybody has a link of their own to this room. Open it exactly as it was given to you, or ask for it again.',
    });
  }
}
