import { csvLine } from '#kit/files/csv.ts';
import type { PageName } from '../rules/page-names.ts';
import { pageTimes, type StoredPageTime } from '../store/exports.ts';
import { readParticipants, readSessions, type ExportScope, type ExportSource, type ReadParticipant } from './read.ts';

const header = [
  'session_code',
  'participant_id_in_session',
  'participant_code',
  'page_index',
  'app_name',
  'page_name',
  'epoch_time_completed',
  'round_number',
  'timeout_happened',
  'is_wait_page',
  'epoch_ms_completed',
];

/** When everybody left each page, as CSV. Seconds on a page are the difference to the participant's line before. */
export async function* pageTimesCsv(source: ExportSource, scope: ExportScope): AsyncGenerator<string> {
  yield csvLine(header);
  for (const session of await readSessions(source, scope)) {
    for await (const slice of readParticipants(source.db, session)) {
      const times = Map.groupBy(
        await pageTimes(
          source.db,
          slice.map((person) => person.id),
        ),
        (time) => time.participantId,
      );
      yield slice.flatMap((person) => linesOf(person, times.get(person.id) ?? [], session)).join('');
    }
  }
}

interface PlayedPages {
  readonly code: string;
  readonly pages: readonly PageName[];
}

/** The start link is the first line. */
function linesOf({ participant, startedMs }: ReadParticipant, times: readonly StoredPageTime[], { code, pages }: PlayedPages): string[] {
  const who = [code, participant.number, participant.code];
  const line = (time: Omit<StoredPageTime, 'participantId'>, { game, page, round }: Omit<PageName, 'isWait'>): string => {
    const { pageIndex, completedMs, isTimedOut, isWait } = time;
    return csvLine([...who, pageIndex, game, page, Math.floor(completedMs / 1000), round, isTimedOut, isWait, completedMs]);
  };
  if (startedMs === null) return [];
  return [
    line({ pageIndex: 0, isWait: false, isTimedOut: false, completedMs: startedMs }, start),
    ...times.map((time) => line(time, pages[time.pageIndex - 1] ?? gone)),
  ];
}

const start = { game: '', page: 'InitializeParticipant', round: 1 };
/** Of a game that the project no longer has. */
const gone = { game: '', page: '', round: 1 };
