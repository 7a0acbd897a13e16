import type { ExportHead } from '../rules/export-table.ts';
import type { PageName } from '../rules/page-names.ts';
import { pageTimes, type StoredPageTime } from '../store/exports.ts';
import { readParticipants, readSessions, type ReadParticipant } from './read.ts';
import type { ExportLine, ExportScope, ExportSource, ExportTable } from './table.ts';

const columns: readonly ExportHead[] = [
  { name: 'session_code', isNumber: false },
  { name: 'participant_id_in_session', isNumber: true },
  { name: 'participant_code', isNumber: false },
  { name: 'page_index', isNumber: true },
  { name: 'app_name', isNumber: false },
  { name: 'page_name', isNumber: false },
  { name: 'epoch_time_completed', isNumber: true },
  { name: 'round_number', isNumber: true },
  { name: 'timeout_happened', isNumber: true },
  { name: 'is_wait_page', isNumber: true },
  { name: 'epoch_ms_completed', isNumber: true },
  { name: 'revisit', isNumber: true },
  { name: 'pass', isNumber: true },
];

/** When everybody left each page. Seconds on a page are the difference to the participant's line before. */
export async function pageTimesTable(source: ExportSource, scope: ExportScope): Promise<ExportTable> {
  return { name: 'PageTimes', columns, lines: readLines(source, scope) };
}

async function* readLines(source: ExportSource, scope: ExportScope): AsyncGenerator<ExportLine[]> {
  for (const session of await readSessions(source, scope)) {
    for await (const slice of readParticipants(source.db, session, 1)) {
      const ids = slice.map((person) => person.id);
      const times = Map.groupBy(await pageTimes(source.db, ids), (time) => time.participantId);
      yield slice.flatMap((person) => linesOf(person, times.get(person.id) ?? [], session));
    }
  }
}

interface PlayedPages {
  readonly code: string;
  readonly pages: readonly PageName[];
}

/** The start link is the first line. */
function linesOf(
  { participant, startedMs }: ReadParticipant,
  times: readonly StoredPageTime[],
  { code, pages }: PlayedPages,
): ExportLine[] {
  const who = [code, String(participant.number), participant.code];
  const line = (time: Omit<StoredPageTime, 'participantId'>, { game, page, round, pass }: Omit<PageName, 'isWait'>): ExportLine => {
    const { pageIndex, completedMs, isTimedOut, isWait, visits } = time;
    const numbers = [Math.floor(completedMs / 1000), round, Number(isTimedOut), Number(isWait), completedMs, visits - 1, pass];
    return [...who, String(pageIndex), game, page, ...numbers.map(String)];
  };
  if (startedMs === null) return [];
  return [
    line({ pageIndex: 0, isWait: false, isTimedOut: false, completedMs: startedMs, visits: 1 }, start),
    ...times.map((time) => line(time, pages[time.pageIndex - 1] ?? gone)),
  ];
}

const start = { game: '', page: 'InitializeParticipant', round: 1, pass: 1 };
/** Of a game that the project no longer has. */
const gone = { game: '', page: '', round: 1, pass: 1 };
