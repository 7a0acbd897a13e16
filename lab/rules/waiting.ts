/** The standard text of a wait page: who is being waited for. Empty for somebody who plays alone. */
export function waitBody(others: number): string {
  if (others === 0) return '';
  return others === 1 ? 'Waiting for the other participant.' : 'Waiting for the other participants.';
}

/** The headline of a wait page. */
export function missingText(missing: number): string {
  return missing === 1 ? 'Waiting for 1 more person' : `Waiting for ${missing} more people`;
}

/** How many are in a lobby, with the one who reads it. */
export function peopleHereText(people: number): string {
  return people <= 1 ? 'You are the first here.' : `${people} people are here.`;
}

/** Names one meeting of people: a wait page of a session, for one group or (0) for everybody. */
export interface Meeting {
  readonly sessionId: number;
  readonly pageIndex: number;
  readonly groupId: number;
}

/** The meeting as one word, for notifications. */
export function meetingKey({ sessionId, pageIndex, groupId }: Meeting): string {
  return `${sessionId}/${pageIndex}/${groupId}`;
}

/** A participant on a page as one word, for notifications. */
export function spotKey({ code, pageIndex }: { readonly code: string; readonly pageIndex: number }): string {
  return `${code}/${pageIndex}`;
}
