import type { HtmlValue } from '#kit/html/html.ts';
import { NothingThere } from '../../errors.ts';
import type { FreshPage } from '../../public-pages/render-once.ts';
import { resultsOf } from '../../round/results.ts';
import { isBye, type Debate } from '../../rules/debate.ts';
import { publicDraws, publicResults } from '../../rules/redaction.ts';
import { byName } from '../../rules/name-order.ts';
import { currentRounds, type Round } from '../../rules/round.ts';
import { openSide, sideName } from '../../rules/side-names.ts';
import * as debates from '../../store/debates.ts';
import * as publicLists from '../../store/public-lists.ts';
import * as teams from '../../store/teams.ts';
import { hasOneWinner, outcomeWord } from './results.ts';
import { paths } from './paths.ts';
import { clockOf, headOf, teamCell, zoneOf, type Site } from './site.ts';
import { closedPage } from './views/frame.ts';
import { tablesPage, type PublicRow, type PublicTable } from './views/tables.ts';

/** The draw of the rounds being played, one line a team. */
export function showDrawByTeam(site: Site): Promise<FreshPage> {
  const current = new Set(currentRounds(site.rounds).map(({ id }) => id));
  const shown = publicDraws(site).filter(({ id }) => current.has(id));
  return drawPage(site, shown, paths.draw(site.tournament.slug));
}

export function showDrawOfRoundByTeam(site: Site, { seq }: { readonly seq?: string }): Promise<FreshPage> {
  const round = roundOf(site, seq);
  const shown = publicDraws(site).filter(({ id }) => id === round.id);
  return drawPage(site, shown, paths.drawOfRound(site.tournament.slug, round.seq));
}

async function drawPage(site: Site, rounds: readonly Round[], byRoom: string): Promise<FreshPage> {
  const { tab, tournament, names } = site;
  const tables = await Promise.all(
    rounds.map(async (round): Promise<PublicTable> => {
      const all = await debates.ofRound(tab.db, round.id);
      const rows = all.flatMap((debate) =>
        debate.teams.map((team, side): Line => ({
          name: names.team(team),
          team: team.id,
          cells: [
            isBye(debate) ? 'sits out' : (debate.venue?.name ?? 'No room yet'),
            isBye(debate) ? '' : sideWord(debate, side, site),
            others(debate, team.id, site),
          ],
        })),
      );
      return tableOf(`Teams of ${round.name}`, {
        columns: ['Room', 'Side', 'With'],
        rows,
        site,
        title: rounds.length > 1 ? round.name : null,
      });
    }),
  );
  const title = rounds.length === 1 ? `Draw by team, ${rounds[0]?.name ?? ''}` : 'Draw by team';
  const say = tables.length === 0 ? 'Not published yet. It shows here by itself.' : `All times are event time (${zoneOf(tournament)}).`;
  const links = [{ label: 'By room', href: byRoom }];
  return { status: 200, html: tablesPage({ head: headOf(site, 'draw'), title, say, links, tables }) };
}

/** The results of a round, one line a team. */
export async function showResultsByTeam(site: Site, { seq }: { readonly seq?: string }): Promise<FreshPage> {
  const round = roundOf(site, seq);
  const head = headOf(site, 'results');
  if (!publicResults(site).some(({ id }) => id === round.id)) return { status: 403, html: closedPage(head, `The result of ${round.name}`) };
  const rows = (await resultsOf(site.tab, round)).flatMap(({ debate, outcome }) =>
    debate.teams.map((team, side): Line => {
      const taken = outcome?.[side];
      const word = isBye(debate)
        ? 'bye'
        : taken === undefined
          ? 'no result'
          : outcomeWord(taken, { teams: debate.teams.length, isElimination: round.stage === 'E', isFinal: hasOneWinner(outcome) });
      return {
        name: site.names.team(team),
        team: team.id,
        cells: [word, isBye(debate) ? '' : sideWord(debate, side, site), others(debate, team.id, site)],
      };
    }),
  );
  const tables = [tableOf(`Results of ${round.name} by team`, { columns: ['Result', 'Side', 'With'], rows, site, title: null })];
  const links = [{ label: 'By debate', href: paths.resultsOfRound(site.tournament.slug, round.seq) }];
  return { status: 200, html: tablesPage({ head, title: `Results of ${round.name} by team`, say: '', links, tables }) };
}

/** Sides that teams were given before the draw, round by round. */
export async function showSides(site: Site): Promise<FreshPage> {
  const { tab, tournament, settings, names } = site;
  const [given, all] = await Promise.all([publicLists.givenSides(tab.db, tournament.id), teams.ofTournament(tab.db, tournament.id)]);
  const rounds = site.rounds.filter(({ id }) => given.some(({ roundId }) => roundId === id));
  const sides = new Map(given.map(({ roundId, teamId, side }) => [`${teamId} ${roundId}`, side]));
  const rows = all.map((team): Line => {
    const cells = rounds.map((round) => {
      const side = sides.get(`${team.id} ${round.id}`);
      return side === undefined ? '–' : sideName(side, settings.teams_in_debate, settings.side_names).short;
    });
    return { name: names.team(team), team: team.id, cells };
  });
  const columns = rounds.map(({ abbreviation }) => abbreviation);
  const tables = rounds.length === 0 ? [] : [tableOf('Sides by team', { columns, rows, site, title: null })];
  const say = rounds.length === 0 ? 'No sides are given beforehand.' : 'Sides given before the draw.';
  return { status: 200, html: tablesPage({ head: headOf(site, 'sides'), title: 'Sides', say, tables }) };
}

/** What is planned, in event time. */
export async function showSchedule(site: Site): Promise<FreshPage> {
  const { tab, tournament } = site;
  const events = await publicLists.schedule(tab.db, tournament.id);
  const dayOf = (at: Date): string =>
    at.toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: tournament.timezone });
  const tables = [...Map.groupBy(events, ({ startsAt }) => dayOf(startsAt))].map(([day, own]): PublicTable => ({
    title: day,
    caption: `Schedule of ${day}`,
    columns: [{ label: 'From' }, { label: 'To' }, { label: 'What' }],
    rows: own.map(({ title, startsAt, endsAt }) => [clockOf(tournament, startsAt), clockOf(tournament, endsAt) ?? '', title]),
  }));
  const say = tables.length === 0 ? 'Nothing is planned yet.' : `All times are event time (${zoneOf(tournament)}).`;
  return { status: 200, html: tablesPage({ head: headOf(site, 'schedule'), title: 'Schedule', say, tables }) };
}

interface Line {
  readonly name: string;
  readonly team: number;
  readonly cells: readonly HtmlValue[];
}

interface Lines {
  readonly columns: readonly string[];
  readonly rows: readonly Line[];
  readonly site: Site;
  readonly title: string | null;
}

/** Teams by name. */
function tableOf(caption: string, { columns, rows, site, title }: Lines): PublicTable {
  return {
    ...(title === null ? {} : { title }),
    caption,
    columns: [{ label: 'Team' }, ...columns.map((label) => ({ label }))],
    rows: rows
      .toSorted((a, b) => byName(a.name, b.name))
      .map(({ name, team, cells }): PublicRow => ({ id: `team-${team}`, cells: [teamCell(site, { id: team, name }), ...cells] })),
  };
}

function roundOf({ rounds, tournament }: Site, seq: string | undefined): Round {
  const round = rounds.find((one) => one.seq === Number(seq));
  if (round === undefined) throw new NothingThere(`round ${seq} in ${tournament.name}`);
  return round;
}

function sideWord(debate: Debate, side: number, { settings }: Site): string {
  return debate.areSidesConfirmed ? sideName(side, debate.teams.length, settings.side_names).long : openSide.long;
}

function others(debate: Debate, own: number, { names }: Site): string {
  return debate.teams
    .filter(({ id }) => id !== own)
    .map((team) => names.team(team))
    .join(', ');
}
