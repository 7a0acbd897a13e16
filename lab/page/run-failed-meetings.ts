import type { Lab } from '../lab.ts';
import { failed, waiterAt, type MeetingPlace } from '../store/meetings.ts';
import { pageAt } from '../rules/session-plan.ts';
import { untilDone } from './again.ts';
import { lookAtLobby } from './match.ts';
import { isLobby } from './save.ts';
import { loadMeeting, runMeeting } from './wait.ts';

/** Runs again what threw before: a new start may bring a mended game. Who fails again stays marked. */
export async function runFailedMeetings(lab: Lab): Promise<void> {
  const meetings = await failed(lab.db).catch((error: unknown) => {
    lab.logger.warn('failed_meetings_not_read', { error });
    return [];
  });
  for (const meeting of meetings) {
    await runAgain(meeting, lab).catch((error: unknown) => lab.logger.warn('meeting_not_run_again', { ...meeting, error }));
  }
}

/** Runs one meeting whose callback threw; does nothing when somebody else has done so. */
export async function runAgain(place: MeetingPlace, lab: Lab): Promise<void> {
  const session = await lab.sessions.get(place.sessionId);
  const page = session && pageAt(session.plan, place.pageIndex);
  if (!session || !page) return;
  if (isLobby(page) && place.groupId === 0) return lookAtLobby({ sessionId: place.sessionId, page: place.pageIndex }, lab);
  await untilDone(() =>
    lab.db.inTransaction(async (tx) => {
      const waiter = await waiterAt(tx, place);
      if (!waiter) return;
      const meeting = await loadMeeting(tx, { session, pageIndex: place.pageIndex, waiter, holds: 'nobody' }, lab);
      if (meeting.visit.row.pageIndex === place.pageIndex) await runMeeting(tx, meeting, lab);
    }),
  );
}
