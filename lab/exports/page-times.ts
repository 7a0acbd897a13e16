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
      yield slice.flatMap((person) => (times.get(person.id) ?? []).map((time) => line(time, { session, person }))).join('');
    }
  }
}

interface Where {
  readonly session: { readonly code: string; readonly pages: readonly PageName[] };
  readonly person: ReadParticipant;
}

const start = { game: '', page: 'InitializeParticipant', round: 1 };

function line(time: StoredPageTime, { session, person: { participant } }: Where): string {
  const { game, page, round } = time.pageIndex === 0 ? start : (session.pages[time.pageIndex - 1] ?? { game: '', page: '', round: '' });
  const { pageIndex, completedMs, isTimedOut, isWait } = time;
  const seconds = Math.floor(completedMs / 1000);
  return csvLine([
    session.code,
    participant.number,
    participant.code,
    pageIndex,
    game,
    page,
    seconds,
    round,
    isTimedOut,
    isWait,
    completedMs,
  ]);
}
