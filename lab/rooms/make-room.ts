import { randomBytes } from 'node:crypto';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { isName } from '../game/schema.ts';
import type { Lab } from '../lab.ts';
import { readLabels, type ReadLabels } from '../rules/room-labels.ts';
import { keepRoom, setRoomSecret } from '../store/own-rooms.ts';

/** A room as somebody types it. */
export interface RoomWish {
  readonly name: string;
  readonly displayName: string;
  /** One label a line; empty: whoever has the link may come. */
  readonly labels: string;
  readonly isSecure: boolean;
}

/** Makes a room, or changes one that was made here before. Its links never change. */
export async function makeRoom(wish: RoomWish, lab: Lab): Promise<void> {
  const read = readLabels(wish.labels);
  const [fault] = faultsOf(wish, read, lab);
  if (fault) throw fault;
  const { name, displayName, isSecure } = wish;
  const labels = read.labels.length > 0 ? read.labels : null;
  await keepRoom(lab.db, { name, displayName: displayName.trim().slice(0, 200) || name, labels, isSecure });
}

function faultsOf({ name, isSecure }: RoomWish, { labels, wrong }: ReadLabels, { project, config }: Lab): BadRoom[] {
  const isDeclared = project.rooms.some((one) => one.name === name);
  const rules: readonly (readonly [isBroken: boolean, field: string, message: string])[] = [
    [!isName(name) || name.length > 60, 'name', 'The name of a room has letters, digits and _, at most 60.'],
    [isDeclared, 'name', `The room ${name} is named in rostra.lab.ts: change it there.`],
    [wrong !== null, 'labels', `"${(wrong ?? '').slice(0, 40)}" is no label: labels have letters, digits and _.`],
    [isSecure && labels.length === 0, 'labels', 'Links of one’s own are made for labels: paste the list.'],
    [isSecure && !config.hasOwnSecret, 'is_secure', 'Secure links need LAB_SECRET: another password would change them all.'],
  ];
  return rules.filter(([isBroken]) => isBroken).map(([, field, message]) => new BadRoom(field, message));
}

/** Makes all personal links of a room anew: those that were given out stop working. */
export async function renewLinks(room: string, { db }: Pick<Lab, 'db'>): Promise<void> {
  await setRoomSecret(db, { room, secret: randomBytes(16).toString('hex') });
}

/** What is wrong with a wish. */
export class BadRoom extends RostraError {
  /** Which question of the form is answered wrong. */
  readonly field: string;

  constructor(field: string, message: string) {
    super({ code: 'LAB_BAD_ROOM', status: 400, message, hint: 'Nothing was changed.' });
    this.field = field;
  }
}
