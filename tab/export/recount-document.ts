import { unzipSync, strFromU8 } from 'fflate';
import * as v from 'valibot';
import { WrongInput } from '../errors.ts';
import { standingsFrom } from '../round/standings.ts';
import type { BallotId, TournamentId } from '../rules/ids.ts';
import { readSettings } from '../rules/settings.ts';
import type { StoredScores } from '../store/recount.ts';
import { namedTeams, type StoredDebate, type StoredField } from '../store/standings.ts';
import { recountedField, recountEvent, speechesOf, takenBy } from '../tournaments/recount.ts';
import type { Recount, StoredEvent } from '../tournaments/recount.ts';
import type { ExportedEvent } from './read-event.ts';
import { withEveryMetric } from './read-event.ts';

/** Counts an exported tournament again, from nothing but the ballots in its zip, and compares with the tables beside them. */
export function recountExport(zip: Uint8Array): Recount {
  const document = documentIn(zip);
  const event = storedEvent(document);
  const found = recountEvent(event);
  const { teams, speakers, replies } = standingsFrom(recountedField(event), withEveryMetric(event.tournament));
  const counted: unknown = JSON.parse(JSON.stringify({ teams, speakers, replies }));
  const tables = Object.entries(document.standings).filter(([name, table]) => !isSame(table, v.parse(byName, counted)[name]));
  return { ...found, differences: [...found.differences, ...tables.map(([name]) => `The table of ${name} is not what the ballots give.`)] };
}

const byName = v.record(v.string(), v.unknown());

/** Bit for bit: JSON writes each number so that it is read back as itself. */
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const list = v.array(v.looseObject({}));
const shape = v.looseObject({
  format: v.literal('rostra-tab/1'),
  tournament: v.looseObject({ id: v.number(), slug: v.string(), name: v.string(), settings: v.record(v.string(), v.unknown()) }),
  teams: list,
  speakers: list,
  rounds: v.array(v.looseObject({ round: v.looseObject({}), debates: list })),
  ballots: list,
  breaks: list,
  eligibility: list,
  results: v.array(v.looseObject({ ballotId: v.number(), teams: list, speakers: list })),
  standings: v.record(v.string(), v.unknown()),
});

/** What `documentOf` wrote, as it is read back. */
export type ExportDocument = Pick<ExportedEvent, 'teams' | 'speakers' | 'rounds' | 'ballots' | 'breaks' | 'eligibility'> & {
  readonly tournament: v.InferOutput<typeof shape>['tournament'];
  readonly results: readonly (StoredScores & { readonly ballotId: BallotId })[];
  readonly standings: Readonly<Record<string, unknown>>;
};

/** What an export says, checked as far as a recount needs it. */
export function documentIn(zip: Uint8Array): ExportDocument {
  const read = v.safeParse(shape, JSON.parse(textIn(zip)));
  if (!read.success) throw new WrongInput('The zip is no export of a tournament.', 'Take it away again: rostra tab export.');
  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- every part is there; what is in the parts is our own program's, of this format
  return read.output as unknown as ExportDocument;
}

function textIn(zip: Uint8Array): string {
  try {
    const files = unzipSync(zip, { filter: ({ name }) => name.endsWith('/tournament.json') });
    const [bytes] = Object.values(files);
    if (bytes !== undefined) return strFromU8(bytes);
  } catch {
    // no zip at all is said in the same words as a zip of something else
  }
  throw new WrongInput('The file is no export of a tournament.', 'It is a zip with a tournament.json in it: rostra tab export makes one.');
}

function storedEvent(document: ExportDocument): StoredEvent {
  const { tournament, rounds, ballots, results, breaks, eligibility } = document;
  const read = readSettings(tournament.settings);
  if (!read.ok) throw new WrongInput(`The settings of the export contradict themselves: ${read.faults[0]?.message ?? ''}`);
  const confirmed = new Map(ballots.filter((one) => one.isConfirmed).map((one) => [one.debateId, one]));
  const scores = new Map(results.map(({ ballotId, ...rows }) => [ballotId, rows]));
  const { slug, name, settings: changedSettings } = tournament;
  return {
    tournament: {
      // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- the id of the tournament as it was exported
      id: tournament.id as TournamentId,
      slug,
      name,
      shortName: '',
      timezone: 'UTC',
      publicVersion: 0,
      changedSettings,
      settings: read.settings,
    },
    all: rounds.map(({ round }) => round),
    scores,
    field: fieldIn(document, { confirmed, scores }),
    drawn: rounds.flatMap(({ round, debates }) => debates.map((debate) => ({ round, debate, ballot: confirmed.get(debate.id) ?? null }))),
    breaks: { categories: breaks, eligibility, breaking: breaks.flatMap((category) => category.list) },
  };
}

interface Results {
  readonly confirmed: ReadonlyMap<number, { readonly id: BallotId }>;
  readonly scores: ReadonlyMap<BallotId, StoredScores>;
}

function fieldIn({ rounds, teams, speakers }: ExportDocument, { confirmed, scores }: Results): StoredField {
  const preliminary = rounds.filter(({ round }) => round.stage === 'P');
  return {
    rounds: preliminary.map(({ round: { seq, weight } }) => ({ seq, weight })),
    teams: namedTeams(teams),
    speakers: speakers.map(({ id, teamId, name, isAnonymous }) => ({ id, team: teamId, name, isAnonymous })),
    debates: preliminary.flatMap(({ round, debates }) =>
      debates.map((debate): StoredDebate => {
        const ballot = confirmed.get(debate.id);
        const stored = (ballot && scores.get(ballot.id)) ?? null;
        return {
          round: round.seq,
          roundId: round.id,
          isConfirmed: ballot !== undefined,
          teams: debate.teams.map(({ id, side, flags }) => ({
            team: id,
            side,
            flags,
            ...takenBy(stored, id),
            speeches: speechesOf(stored, id),
          })),
        };
      }),
    ),
  };
}
