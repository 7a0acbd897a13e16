import type { CsvRow } from '#kit/files/csv.ts';
import { farewell } from '../lab-project/games/farewell.ts';
import { gather } from '../lab-project/games/gather.ts';
import type { Submit } from '../witness/journal.ts';

/** What the lab's own exports hold after a run. */
export interface LabRows {
  /** Of the game `gather`: a row for each player of each round. */
  readonly gather: readonly CsvRow[];
  readonly farewell: readonly CsvRow[];
  readonly pageTimes: readonly CsvRow[];
}

const { rounds, groupSize } = gather.game;
const pagesLeft = rounds * gather.pages.length + farewell.pages.length;

/** Every acknowledged submit is there with what it held, once; every meeting was once; every payoff is right. Gives what is not so. */
export function labFaults(rows: LabRows, acknowledged: readonly Submit[]): string[] {
  return [...submitFaults(rows, acknowledged), ...effectFaults(rows), ...meetingFaults(rows.gather), ...pageFaults(rows.pageTimes)];
}

function submitFaults(rows: LabRows, acknowledged: readonly Submit[]): string[] {
  const stored = new Map([...rows.gather, ...rows.farewell].map((row) => [row.cells['player.mark'] ?? '', row]));
  return acknowledged.flatMap(({ code, fields, page }) => {
    const { mark, amount } = fields;
    if (mark === undefined) return [];
    const row = stored.get(mark);
    if (row === undefined) return [`lost: ${page} of ${code} was acknowledged and is not there`];
    const isWhole = row.cells['participant.code'] === code && (amount === undefined || row.cells['player.amount'] === amount);
    return isWhole ? [] : [`mixed: ${page} of ${code} is not stored as it was sent`];
  });
}

function effectFaults(rows: LabRows): string[] {
  return [...rows.gather, ...rows.farewell].flatMap((row) =>
    row.cells['player.sent'] === '1' ? [] : [`doubled or missing: ${row.cells['participant.code']} has sent = ${row.cells['player.sent']}`],
  );
}

function meetingFaults(rows: readonly CsvRow[]): string[] {
  const groups = Map.groupBy(rows, (row) => `${row.cells['subsession.round_number']}/${row.cells['group.id_in_subsession']}`);
  return [...groups].flatMap(([name, members]) => groupFaults(name, members));
}

function groupFaults(name: string, members: readonly CsvRow[]): string[] {
  const total = members.reduce((sum, row) => sum + Number(row.cells['player.amount']), 0);
  const faults = members.length === groupSize ? [] : [`group ${name} has ${members.length} members`];
  for (const { cells } of members) {
    if (cells['group.meetings'] !== '1' || Number(cells['group.total']) !== total) faults.push(`the meeting of group ${name} was not once`);
    if (Number(cells['player.payoff']) !== total - Number(cells['player.amount']))
      faults.push(`${cells['participant.code']} is paid wrongly`);
  }
  return faults;
}

/** Each participant has left each page once. */
function pageFaults(pageTimes: readonly CsvRow[]): string[] {
  const people = Map.groupBy(pageTimes, ({ cells }) => cells['participant_code'] ?? '');
  return [...people].flatMap(([code, rows]) => {
    const pages = rows.map(({ cells }) => cells['page_index']);
    return new Set(pages).size === pages.length && pages.length >= pagesLeft
      ? []
      : [`${code} left ${pages.length} pages instead of ${pagesLeft}`];
  });
}
