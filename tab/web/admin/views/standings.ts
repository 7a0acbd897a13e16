import { card, emptyState, statusSentence } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { Standings } from '../../../round/standings.ts';
import type { Extreme, StandingsOverview } from '../../../round/standings-overview.ts';
import type { Round } from '../../../rules/round.ts';
import { metricTitle } from './metric-titles.ts';
import { tabPage } from './frame.ts';
import type { Event, Visitor } from './frame.ts';

interface StandingsView {
  readonly visitor: Visitor;
  readonly event: Event;
  readonly rounds: readonly Round[];
  readonly standings: Standings;
  readonly overview: StandingsOverview;
}

export function standingsPage({ visitor, event, rounds, standings, overview }: StandingsView): Html {
  const played = standings.field.debates.filter((debate) => debate.isConfirmed).length;
  const over = rounds.filter((round) => round.stage === 'P' && round.isCompleted).length;
  const preliminary = rounds.filter((round) => round.stage === 'P').length;
  const names = new Map(standings.field.teams.map((team) => [team.id, team.name]));
  const [leader] = standings.teams.rows;
  const name = leader ? names.get(leader.team) : null;
  const sentence = played === 0 ? 'Nothing is ranked yet.' : `${name} leads after ${over} of ${preliminary} rounds.`;
  return tabPage({
    title: 'Standings',
    visitor,
    event,
    tab: 'standings',
    body: html`${statusSentence({ state: played === 0 ? 'wait' : 'ok', sentence, detail: html`Computed from <b>${played} confirmed ballots</b> just now.` })}${
      played === 0
        ? emptyState({ icon: 'list-ul', sentence: 'No ballot is confirmed', fact: 'The tables fill as ballots are confirmed.' })
        : html`<div class="r-two start">${teamCard(standings, names)}${speakerCard(standings, names)}</div>${overviewCards(overview, rounds)}`
    }`,
  });
}

function teamCard({ teams }: Standings, names: ReadonlyMap<number, string>): Html {
  return card({
    title: 'Teams',
    flush: true,
    body: table({
      caption: 'Team standings',
      columns: [
        { label: 'Rank', numeric: true },
        { label: 'Team' },
        ...teams.columns.map((name) => ({ label: metricTitle(name), numeric: true })),
      ],
      rows: teams.rows.map((row) => [
        rankWords(row),
        html`<b id="team-${row.team}">${names.get(row.team)}</b>`,
        ...figures(row.values, teams.rows),
      ]),
    }),
  });
}

function speakerCard({ speakers, field }: Standings, names: ReadonlyMap<number, string>): Html {
  const people = new Map(field.speakers.map((speaker) => [speaker.id, speaker.name]));
  return card({
    title: 'Speakers',
    flush: true,
    body: table({
      caption: 'Speaker standings',
      columns: [
        { label: 'Rank', numeric: true },
        { label: 'Speaker' },
        { label: 'Team' },
        ...speakers.columns.map((name) => ({ label: metricTitle(name), numeric: true })),
      ],
      rows: speakers.rows.map((row) => [
        rankWords(row),
        html`<b>${people.get(row.speaker)}</b>`,
        names.get(row.team),
        ...figures(row.values, speakers.rows),
      ]),
    }),
  });
}

function overviewCards({ speakers, teams, areMargins, rounds: means, mean }: StandingsOverview, rounds: readonly Round[]): Html {
  const short = new Map(rounds.map(({ seq, abbreviation }) => [seq, abbreviation]));
  const what = areMargins ? 'margins' : 'team scores';
  const shown = means.filter((one) => one.mean !== null);
  return html`${card({
    title: 'Average speech',
    flush: true,
    body: table({
      caption: 'Average substantive score by round',
      columns: [...shown.map(({ round }) => ({ label: short.get(round) ?? '', numeric: true })), { label: 'All', numeric: true }],
      rows: [[...shown.map((one) => one.mean?.toFixed(2)), mean?.toFixed(2)]],
    }),
  })}<div class="r-two start">${extremesCard('Highest speeches', speakers.highest, short)}${extremesCard('Lowest speeches', speakers.lowest, short)}${extremesCard(`Highest ${what}`, teams.highest, short)}${extremesCard(`Lowest ${what}`, teams.lowest, short)}</div>`;
}

function extremesCard(title: string, rows: readonly Extreme[], rounds: ReadonlyMap<number, string>): Html {
  return card({
    title,
    flush: true,
    body: table({
      caption: title,
      columns: [{ label: 'Figure', numeric: true }, { label: 'Who' }, { label: 'Round' }],
      rows: rows.map(({ figure, name, round }) => [figure, name, rounds.get(round)]),
    }),
  });
}

const rankWords = ({ rank, isTied }: { readonly rank: number | null; readonly isTied: boolean }): string =>
  rank === null ? '–' : `${rank}${isTied ? '=' : ''}`;

type Figures = readonly (number | null)[];

/** A column that has a fraction anywhere has two decimals everywhere, so that its figures can be compared. */
function figures(values: Figures, rows: readonly { readonly values: Figures }[]): string[] {
  return values.map((value, column) => {
    if (value === null) return '–';
    const isWhole = rows.every((row) => Number.isInteger(row.values[column] ?? 0));
    return isWhole ? String(value) : value.toFixed(2);
  });
}
