import { NothingThere } from '../../errors.ts';
import type { FreshPage } from '../../public-pages/render-once.ts';
import { resultsOf } from '../../round/results.ts';
import { readId, type DebateId } from '../../rules/ids.ts';
import { publicSpeaker, isResultPublic } from '../../rules/redaction.ts';
import type { Round } from '../../rules/round.ts';
import type { ScoreCriterion } from '../../rules/ballots/criteria.ts';
import type { Scoresheet } from '../../rules/ballots/scoresheet.ts';
import { sideName } from '../../rules/side-names.ts';
import { ofTournament as criteriaOf } from '../../store/criteria.ts';
import * as debates from '../../store/debates.ts';
import * as teams from '../../store/teams.ts';
import { paths } from './paths.ts';
import { headOf, type Site } from './site.ts';
import { figure } from './standings-cells.ts';
import { closedPage } from './views/frame.ts';
import { tablesPage, type PublicTable } from './views/tables.ts';

/** Every sheet of a debate's confirmed ballot, once its round is out. */
export async function showScoresheets(site: Site, { id }: { readonly id?: string }): Promise<FreshPage> {
  const { tab, tournament, settings, rounds } = site;
  const debateId = readId<DebateId>(id);
  const place = debateId === null ? null : await debates.placeOf(tab.db, debateId);
  const round = rounds.find((one) => one.id === place?.roundId);
  if (debateId === null || round === undefined) throw new NothingThere(`debate ${id} in ${tournament.name}`);
  const head = headOf(site, 'results');
  const tables = isResultPublic(round, settings) ? await sheetTables(site, round, debateId) : null;
  if (tables === null) return { status: 403, html: closedPage(head, 'The scoresheet') };
  const title = `${round.name}, ${tables[0]?.room ?? 'no room'}`;
  const links = [{ label: `Results of ${round.name}`, href: paths.resultsOfRound(tournament.slug, round.seq) }];
  return { status: 200, html: tablesPage({ head, title, say: 'The confirmed ballot.', links, tables }) };
}

/** One table a sheet of the debate's confirmed ballot; null when there is none. Who asked not to be named is not. */
export async function sheetTables(
  site: Site,
  round: Round,
  debateId: DebateId,
): Promise<(PublicTable & { readonly room: string | null })[] | null> {
  const { tab, tournament, settings } = site;
  const found = (await resultsOf(tab, round)).find(({ debate }) => debate.id === debateId);
  const confirmed = found?.versions.find((version) => version.isConfirmed);
  if (found === undefined || confirmed === undefined) return null;
  const [speakers, criteria] = await Promise.all([speakersOf(site, debateId), criteriaOf(tab.db, tournament.id)]);
  const { debate } = found;
  const voting = debate.panel.filter(({ place: seat }) => seat !== 'T');
  const { sheets, speeches } = confirmed.content;
  const room = debate.venue?.name ?? null;
  return sheets.map((sheet, index) => {
    const judge = sheets.length > 1 ? voting[index] : undefined;
    const title = judge === undefined ? 'Scoresheet' : site.names.person(judge);
    const rows = debate.teams.flatMap((team, side) =>
      (speeches[side] ?? []).map(({ speaker, isGhost }, position) => [
        sideName(team.side, debate.teams.length, settings.side_names).short,
        site.names.team(team),
        `${speakers(speaker)}${isGhost ? ' (iron)' : ''}`,
        ...criteria.map((_one, at) => figure(sheet.criteria?.[side]?.[position]?.[at] ?? null)),
        scoreOf(sheet, side, position),
      ]),
    );
    return { title, caption: `${title} of ${room ?? 'the debate'}`, columns: columnsWith(criteria), rows, room };
  });
}

const columnsWith = (criteria: readonly ScoreCriterion[]) => [
  { label: 'Side' },
  { label: 'Team' },
  { label: 'Speaker' },
  ...criteria.map(({ name, weight }) => ({ label: weight === 1 ? name : `${name} × ${weight}`, numeric: true })),
  { label: 'Score', numeric: true },
];

function scoreOf({ scores }: Scoresheet, side: number, position: number): string {
  return figure(scores[side]?.[position] ?? null);
}

/** A speaker's public name by id. */
async function speakersOf({ tab, names }: Site, debateId: DebateId): Promise<(id: number | null) => string> {
  const rosters = await teams.rosters(tab.db, debateId);
  const shown = new Map(
    rosters.map((speaker): [number, string] => [
      speaker.id,
      publicSpeaker({ name: names.person(speaker), team: '', isAnonymous: speaker.isAnonymous }).name,
    ]),
  );
  return (id) => (id === null ? '–' : (shown.get(id) ?? '–'));
}
