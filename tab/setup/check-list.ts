import type { KindName } from '../store/setup-lists.ts';
import { fitsRoomsOfFour } from '../rules/setup/break-size.ts';
import type { Tournament } from '../rules/tournament.ts';
import type { Tab } from '../tab.ts';
import type { Thing } from './kind.ts';
import { kinds } from './kinds.ts';

/** How one kind of thing stands before the first round. */
export interface Check {
  readonly kind: KindName;
  readonly title: string;
  readonly count: number;
  /** fail: the first round cannot be held; late: worth a look; idle: nobody needs it. */
  readonly state: 'ok' | 'late' | 'fail' | 'idle';
  /** What is missing or odd, in sentences. */
  readonly says: readonly string[];
}

/** Everything that is set up, with what is missing (tab spec section 13.1). */
export async function checkListOf(tab: Tab, tournament: Tournament): Promise<Check[]> {
  const entries = Object.entries(kinds).map(async ([, kind]) => [kind.name, await kind.list(tab.db, tournament.id)] as const);
  const lists = new Map(await Promise.all(entries));
  const of = (kind: KindName): readonly Thing[] => lists.get(kind) ?? [];
  return Object.values(kinds).map(({ name, title }) => {
    const { faults = [], doubts = [] } = checks[name]?.(of, tournament) ?? {};
    const count = of(name).length;
    const state = faults.length > 0 ? 'fail' : doubts.length > 0 ? 'late' : count > 0 ? 'ok' : 'idle';
    return { kind: name, title, count, state, says: [...faults, ...doubts] };
  });
}

interface Findings {
  readonly faults?: readonly string[];
  readonly doubts?: readonly string[];
}

type Look = (of: (kind: KindName) => readonly Thing[], tournament: Tournament) => Findings;

const says = (isSo: boolean, sentence: string): string[] => (isSo ? [sentence] : []);
const few = (things: readonly Thing[]): string =>
  things.length > 3 ? `${things.length} of them` : things.map(({ label }) => label).join(', ');

const checks: Partial<Record<KindName, Look>> = {
  rounds: (of) => ({ faults: says(of('rounds').length === 0, 'There is no round to be drawn.') }),
  teams: (of, { settings }) => {
    const teams = of('teams');
    const size = settings.teams_in_debate;
    const speakers = new Set(of('speakers').map(({ values }) => values['team']));
    const silent = teams.filter(({ id }) => !speakers.has(id));
    return {
      faults: says(teams.length < size, `A debate takes ${size} teams.`),
      doubts: [
        ...says(
          teams.length % size !== 0 && settings.bye_team_selection === 'off',
          `${teams.length} is no multiple of ${size}: some will sit out, or swing teams are needed.`,
        ),
        ...says(silent.length > 0, `Without speakers: ${few(silent)}.`),
      ],
    };
  },
  speakers: (of, { settings }) => {
    const perTeam = Map.groupBy(of('speakers'), ({ values }) => values['team']);
    const short = of('teams').filter(({ id }) => (perTeam.get(id)?.length ?? 0) < settings.substantive_speakers);
    const unreachable = of('speakers').filter(({ values }) => values['email'] === '');
    return {
      doubts: [
        ...says(short.length > 0, `Fewer than ${settings.substantive_speakers} speakers: ${few(short)}.`),
        ...says(unreachable.length > 0, `${unreachable.length} have no e-mail address.`),
      ],
    };
  },
  adjudicators: (of, { settings }) => {
    const needed = Math.ceil(of('teams').length / settings.teams_in_debate);
    const chairs = of('adjudicators').filter(
      ({ values }) => Number(values['base_score']) >= settings.adj_min_voting_score && values['trainee'] !== true,
    );
    const unreachable = of('adjudicators').filter(({ values }) => values['email'] === '');
    return {
      faults: says(chairs.length < needed, `${needed} debates need a chair each, and ${chairs.length} adjudicators may chair.`),
      doubts: says(unreachable.length > 0, `${unreachable.length} have no e-mail address.`),
    };
  },
  venues: (of, { settings }) => {
    const needed = Math.ceil(of('teams').length / settings.teams_in_debate);
    return { faults: says(of('venues').length < needed, `${needed} debates need a room each.`) };
  },
  'adjudicator-team-conflicts': (of) => ({
    doubts: says(
      of('adjudicator-team-conflicts').length === 0 && of('adjudicator-institution-conflicts').length === 0 && of('teams').length > 0,
      'No conflict of any adjudicator is entered.',
    ),
  }),
  'break-categories': (of, { settings }) => {
    const categories = of('break-categories');
    const teams = of('teams').length;
    const odd = settings.teams_in_debate === 4 ? categories.filter(({ values }) => !fitsRoomsOfFour(Number(values['break_size']))) : [];
    const large = categories.filter(({ values }) => Number(values['break_size']) > teams);
    const empty = categories.filter(({ values }) => Array.isArray(values['teams']) && values['teams'].length === 0);
    return {
      faults: says(odd.length > 0, `In rooms of four 4, 8, 16 … or 6, 12, 24 … teams break, so not as in ${few(odd)}.`),
      doubts: [
        ...says(large.length > 0 && teams > 0, `More teams break than there are: ${few(large)}.`),
        ...says(empty.length > 0 && teams > 0, `No team may break in ${few(empty)}.`),
      ],
    };
  },
};
