import type { Transaction } from '#kit/db/connect.ts';
import { claimReceipt, earlierReply, isIntent } from '#kit/db/receipts.ts';
import { invariant } from '#kit/errors/invariant.ts';
import { WrongInput } from '../errors.ts';
import { readForm, type FilledPart, type FormPart, type Given } from '../rules/registration/form.ts';
import { readId, type InstitutionId, type PersonId, type TeamId } from '../rules/ids.ts';
import type { Tournament } from '../rules/tournament.ts';
import { tell } from '../round/act.ts';
import { refuseClash } from '../setup/change.ts';
import type { Place } from '../setup/kind.ts';
import * as journal from '../store/journal.ts';
import * as tournaments from '../store/tournaments.ts';
import type { Tab } from '../tab.ts';

/** Who registers: anybody by an open form, or somebody behind a private link, for their institution, their team or themself. */
export type Registrant =
  | { readonly kind: 'public' }
  | { readonly kind: 'coach'; readonly id: PersonId; readonly institutionId: InstitutionId }
  | { readonly kind: 'speaker'; readonly id: PersonId; readonly teamId: TeamId }
  | { readonly kind: 'adjudicator'; readonly id: PersonId };

/** A form of registration that was sent. */
export interface RegistrationWish {
  readonly tournament: Tournament;
  readonly registrant: Registrant;
  /** Of the form: sent twice, it registers once. */
  readonly intent: string;
  readonly given: Given;
  /** The address of somebody's private page. */
  readonly linkOf: (urlKey: string) => string;
}

export const actorOf = (registrant: Registrant): string => (registrant.kind === 'public' ? 'public' : `person:${registrant.id}`);

/** What was done, for the log, and on whose private page whoever registered goes on. */
export interface Recorded {
  readonly verb: string;
  readonly subject: string;
  readonly personId: PersonId;
}

/**
 * Registers all or nothing. The tournament is held, so that the last slot is given once and nobody registers twice; a form that was sent
 * before is answered as it was. Gives the person on whose private page it goes on.
 */
export async function record(
  tab: Tab,
  wish: RegistrationWish,
  write: (tx: Transaction, place: Place) => Promise<Recorded>,
): Promise<PersonId> {
  const { tournament, registrant, intent } = wish;
  if (!isIntent(intent)) throw new WrongInput('This form is too old to be sent.', 'Open it again.');
  const actor = actorOf(registrant);
  const { personId, verb } = await tab.db
    .inTransaction(async (tx) => {
      await tournaments.lock(tx, tournament.id);
      const before = personIn(await earlierReply(tx, intent));
      if (before !== null) return { personId: before, verb: null };
      const at = new Date(tab.clock.nowMs());
      const recorded = await write(tx, { tournament, at });
      const reply = { personId: recorded.personId };
      await claimReceipt(tx, { intent, actor, target: recorded.subject, bodyHash: '', reply });
      await tournaments.bumpPublicVersion(tx, tournament.id);
      await journal.append(tx, { tournamentId: tournament.id, at, actor, verb: recorded.verb, subject: recorded.subject });
      return recorded;
    })
    .catch((error: unknown) => refuseClash(error, 'registration'));
  if (verb !== null) tell(tab, tournament, { verb, isPublic: true });
  return personId;
}

function personIn(reply: unknown): PersonId | null {
  return typeof reply === 'object' && reply !== null ? readId<PersonId>(String(Reflect.get(reply, 'personId'))) : null;
}

/** Reads the form; throws one fault that says everything that is wrong. */
export function filledParts(parts: readonly FormPart[], given: Given): (key: string) => FilledPart | null {
  const form = readForm(parts, given);
  if (!form.ok) throw new WrongInput(form.faults.join(' '), 'Nothing was registered. Mend it, then send it again.');
  return (key) => form.parts.find((part) => part.key === key) ?? null;
}

/** A part that no form is taken without. */
export function mustFill(part: FilledPart | null): FilledPart {
  invariant(part !== null, 'a part that may not be empty was read');
  return part;
}
