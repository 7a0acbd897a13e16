import type { Html } from '#kit/html/html.ts';
import { BadProject } from '../errors.ts';
import { readLabels } from '../rules/room-labels.ts';
import { isName } from './schema.ts';

/** A room as an author declares it. */
export interface RoomOptions {
  /** Letters, digits and _; part of the room's address, which never changes. */
  readonly name: string;
  readonly displayName?: string;
  /** Who is expected: the labels, or a text file that has them, one a line. The file is read anew each time. */
  readonly labels?: string | readonly string[];
  /** Everybody gets a link of their own that nobody can guess from somebody else's; only with labels. */
  readonly secureUrls?: boolean;
  /** What people read before they press Start: a greeting, a consent form. */
  readonly welcome?: () => Html;
}

/** A room with every default filled in. */
export interface Room {
  readonly name: string;
  readonly displayName: string;
  /** Null: whoever has the link may come. */
  readonly labels: readonly string[] | { readonly file: string } | null;
  readonly isSecure: boolean;
  readonly welcome: (() => Html) | null;
}

/** Throws BadProject when nobody could come in as the author says. */
export function roomOf({ name, displayName = name, labels, secureUrls = false, welcome }: RoomOptions): Room {
  if (!isName(name)) throw new BadProject(`the room name "${name}" may hold letters, digits and _`);
  if (secureUrls && labels === undefined)
    throw new BadProject(`the room ${name} has secureUrls and no labels; a secure link is made for a label`);
  return { name, displayName, labels: labelsOf(name, labels), isSecure: secureUrls, welcome: welcome ?? null };
}

function labelsOf(room: string, labels: RoomOptions['labels']): Room['labels'] {
  if (labels === undefined) return null;
  if (typeof labels === 'string') return { file: labels };
  const read = readLabels(labels.join('\n'));
  if (read.wrong !== null) throw new BadProject(`the room ${room} has the label "${read.wrong}"; labels may hold letters, digits and _`);
  return read.labels;
}
