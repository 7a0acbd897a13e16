import type { Transaction } from '#kit/db/connect.ts';
import { DatabaseFault } from '#kit/db/database-fault.ts';
import { StillInUse, WrongInput } from '../errors.ts';
import type { Tournament } from '../rules/tournament.ts';
import { tell } from '../round/act.ts';
import * as journal from '../store/journal.ts';
import * as tournaments from '../store/tournaments.ts';
import type { Tab } from '../tab.ts';
import type { Kind, Place } from './kind.ts';

export interface ThingWish {
  readonly tournament: Tournament;
  readonly kind: Kind;
  readonly actor: string;
}

/** Stores a thing, new for null, all or nothing; gives its id. */
export async function saveThing(
  tab: Tab,
  wish: ThingWish & { readonly id: number | null; readonly values: Values; readonly also?: Also | undefined },
): Promise<number> {
  const { kind, id, values, also } = wish;
  return changed(tab, wish, {
    verb: `${nounOf(kind)}_${id === null ? 'added' : 'changed'}`,
    write: async (tx, place) => {
      const saved = await kind.save(tx, { ...place, id }, values);
      await also?.((other, more) => other.save(tx, { ...place, id: null }, more), saved);
      return saved;
    },
  });
}

type Values = Readonly<Record<string, unknown>>;

/** What comes with the thing, stored with it or not at all: the speakers of a new team. */
type Also = (save: (kind: Kind, values: Values) => Promise<number>, id: number) => Promise<void>;

/** Deletes a thing that nothing needs; what is in a draw or has a result stays. */
export async function removeThing(tab: Tab, wish: ThingWish & { readonly id: number }): Promise<void> {
  const { kind, id } = wish;
  await changed(tab, wish, {
    verb: `${nounOf(kind)}_deleted`,
    write: async (tx, place) => {
      await kind.remove(tx, { ...place, id });
      return id;
    },
  });
}

const nounOf = ({ one }: Kind): string => one.replaceAll(' ', '_');

interface Change {
  readonly verb: string;
  readonly write: (tx: Transaction, place: Place) => Promise<number>;
}

/** Holds the tournament, so that two people never set up the same thing twice; then writes, puts it on record and tells whoever watches. */
async function changed(tab: Tab, { tournament, kind, actor }: ThingWish, { verb, write }: Change): Promise<number> {
  const id = await tab.db
    .inTransaction(async (tx) => {
      await tournaments.lock(tx, tournament.id);
      const at = new Date(tab.clock.nowMs());
      const before = await kind.list(tx, tournament.id);
      const written = await write(tx, { tournament, at });
      const after = await kind.list(tx, tournament.id);
      await tournaments.bumpPublicVersion(tx, tournament.id);
      const [was, is] = [before, after].map((all) => all.find((thing) => thing.id === written)?.values ?? null);
      await journal.append(tx, {
        tournamentId: tournament.id,
        at,
        actor,
        verb,
        subject: `${kind.name}:${written}`,
        change: { before: was, after: is },
      });
      return written;
    })
    .catch((error: unknown) => refuseClash(error, kind.one));
  tell(tab, tournament, { verb, isPublic: true });
  return id;
}

/** What the database holds to be twice the same, in words. */
const clashes: Readonly<Record<string, string>> = {
  institutions_name_code_key: 'An institution of this name and code is there already.',
  teams_tournament_id_institution_id_reference_key: 'Another team of the institution has the same name.',
  teams_tournament_id_emoji_key: 'Another team has the same emoji.',
  venues_tournament_id_name_key: 'Another room has the same name.',
  rounds_tournament_id_seq_key: 'Another round has the same number.',
  break_categories_tournament_id_slug_key: 'Another break category has the same address.',
  break_categories_tournament_id_seq_key: 'Another break category has the same place in lists.',
  one_room_a_rank: 'Another room has the debates of this number already.',
  one_speaker_category_a_slug: 'Another speaker category has the same address.',
  one_speaker_category_a_place: 'Another speaker category has the same place in lists.',
  one_criterion_a_place: 'Another criterion has the same place.',
  one_criterion_a_name: 'Another criterion has the same name.',
  one_question_a_place: 'Another question has the same place.',
  one_question_a_reference: 'Another question has the same short word.',
  one_question_a_place_on_a_form: 'Another question of the form has the same place.',
  one_registration_an_address: 'An adjudicator with this e-mail address is registered already.',
  one_venue_category_a_name: 'Another room category has the same name.',
  adjudicator_team_conflicts_pkey: 'That conflict is there already.',
  adjudicator_adjudicator_conflicts_pkey: 'That conflict is there already.',
  adjudicator_institution_conflicts_pkey: 'That conflict is there already.',
  team_institution_conflicts_pkey: 'That conflict is there already.',
};

const stillReferred = '23503';

/** What the database refused to store twice, or to delete, in words. */
export function refuseClash(error: unknown, one: string): never {
  if (!(error instanceof DatabaseFault)) throw error;
  const sentence = error.constraint === null ? undefined : clashes[error.constraint];
  if (sentence !== undefined) throw new WrongInput(sentence);
  throw error.sqlState === stillReferred || error.sqlState === '23001'
    ? new StillInUse(`This ${one}`, 'is in a draw or has results, so it stays')
    : error;
}
