import type { CsvCell } from '#kit/files/csv.ts';
import type { SpeakerStandings } from '../rules/standings/speakers.ts';
import type { ExportedEvent } from './read-event.ts';
import type { ExportTable } from './table.ts';

/** The team, speaker and reply tabs with every metric, the breaks, and who did what when. */
export function tabTables(event: ExportedEvent): ExportTable[] {
  const { speakers, replies } = event.standings;
  return [
    teamTab(event),
    speakerTab('speaker_tab', speakers, event),
    ...(replies === null ? [] : [speakerTab('reply_tab', replies, event)]),
    breaksTable(event),
    journalTable(event),
  ];
}

/** `3=` is two cells: the rank, and whether it is shared. */
const rankHeader = ['rank', 'tied'];
const rankCells = ({ rank, isTied }: { readonly rank: number | null; readonly isTied: boolean }): CsvCell[] => [rank, isTied];

function teamTab({ standings, teams }: ExportedEvent): ExportTable {
  const byId = new Map(teams.map((team) => [team.id, team]));
  return {
    name: 'team_tab',
    header: [...rankHeader, 'team_id', 'team', 'institution', ...standings.teams.columns],
    rows: standings.teams.rows.map((row) => {
      const team = byId.get(row.team);
      return [...rankCells(row), row.team, team?.name, team?.institution, ...row.values];
    }),
  };
}

function speakerTab(name: string, { columns, rows }: SpeakerStandings, { speakers, teams }: ExportedEvent): ExportTable {
  const [speakerNames, teamNames] = [new Map(speakers.map((one) => [one.id, one.name])), new Map(teams.map((one) => [one.id, one.name]))];
  return {
    name,
    header: [...rankHeader, 'speaker_id', 'speaker', 'team', ...columns],
    rows: rows.map((row) => [...rankCells(row), row.speaker, speakerNames.get(row.speaker), teamNames.get(row.team), ...row.values]),
  };
}

function breaksTable({ breaks }: ExportedEvent): ExportTable {
  return {
    name: 'breaks',
    header: ['category', 'break_rank', 'rank', 'team_id', 'team', 'institution', 'remark'],
    rows: breaks.flatMap(({ name, list }) =>
      list.map((row) => [name, row.breakRank, row.rank, row.teamId, row.team, row.institution, row.remark]),
    ),
  };
}

/** With the hash of each row, so that a copy can be held beside the journal itself. */
function journalTable({ journal }: ExportedEvent): ExportTable {
  return {
    name: 'journal',
    header: ['seq', 'at', 'actor', 'verb', 'subject', 'hash'],
    rows: journal.map(({ seq, at, actor, verb, subject, hash }) => [seq, at, actor, verb, subject, hash]),
  };
}
