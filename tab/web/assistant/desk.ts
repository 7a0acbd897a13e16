import { NotAllowed } from '../../errors.ts';
import { findTournament } from '../../round/find.ts';
import { ballotQueue, nextItem, putDown, takeInHand } from '../../round/ballot-queue.ts';
import type { BallotQueue, QueueItem } from '../../round/ballot-queue.ts';
import type { DebateId } from '../../rules/ids.ts';
import type { Tournament } from '../../rules/tournament.ts';
import type { Tab } from '../../tab.ts';
import type { Visit } from '../admin/visit.ts';
import { paths } from './paths.ts';

export interface Named {
  readonly Params: { readonly slug: string };
}
export interface OfOne {
  readonly Params: { readonly slug: string; readonly id: string };
}

/** The tournament, when its settings let assistants in; who may do everything is always in. */
export async function openTournament(tab: Tab, slug: string, { account }: Pick<Visit, 'account'>): Promise<Tournament> {
  const tournament = await findTournament(tab, slug);
  if (tournament.settings.assistant_access === 'none' && !account.may('edit.ballotsubmission'))
    throw new NotAllowed('the assistants’ pages are closed in the settings');
  return tournament;
}

/** One thing is done: the address of the next of its kind, taken in hand; the queue when nothing is left. */
export async function nextAddress(
  tab: Tab,
  tournament: Tournament,
  { actor, kind, done }: { readonly actor: string; readonly kind: 'enter' | 'check'; readonly done: DebateId },
): Promise<string> {
  await putDown(tab, done, actor);
  const queue = await ballotQueue(tab, tournament, actor);
  const next = nextItem(queue[kind]);
  if (next === null || !(await takeInHand(tab, next.debateId, actor))) return paths.queue(tournament.slug);
  return addressOf(tournament.slug, next);
}

/** Where a debate of the queue is worked on. */
export function addressOf(slug: string, { version, debateId }: QueueItem): string {
  return version === null ? paths.enter(slug, debateId) : paths.check(slug, version.id);
}

/** The debate whose room was typed or scanned, in whichever column it stands. */
export function findItem({ enter, check }: BallotQueue, typed: string): QueueItem | null {
  const wanted = typed.trim().toLowerCase();
  return [...enter, ...check].find(({ room, debateId }) => room.toLowerCase() === wanted || String(debateId) === wanted) ?? null;
}
