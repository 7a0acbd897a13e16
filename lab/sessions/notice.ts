import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Lab } from '../lab.ts';
import { cleanText } from '../rules/field-input.ts';
import { setNotice } from '../store/operation.ts';
import { showAnew } from './wake.ts';

/** The longest notice, in characters. */
const mostCharacters = 1_000;

/** What the organiser wants to tell. */
export interface Notice {
  readonly sessionId: number;
  /** Everybody in the session when null. */
  readonly code: string | null;
  readonly text: string;
}

/** Shows words at the top of people's pages until each has read them. Gives how many people get them; the last notice replaces earlier ones. */
export async function sendNotice({ sessionId, code, text }: Notice, lab: Lab): Promise<number> {
  const words = cleanText(text).trim();
  if (words === '' || words.length > mostCharacters) throw new BadNotice();
  const people = await setNotice(lab.db, { sessionId, code, text: words });
  await showAnew(people, lab);
  return people.length;
}

class BadNotice extends RostraError {
  constructor() {
    super({
      code: 'LAB_BAD_NOTICE',
      status: 400,
      message: `A message to participants has 1 to ${mostCharacters} characters.`,
      hint: 'Write something shorter, or anything at all.',
    });
  }
}
