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

/** What is over, and which page everybody who waited goes on to, when it is the same one for all. */
export interface Release {
  /** Of meetings, and of participants on a page. */
  readonly keys: readonly string[];
  /** An index; null when their ways part. */
  readonly to: number | null;
}

const toMark = '>';

/** A release as one message: its keys, and last where it leads, with spaces in between. */
export function releaseMessage({ keys, to }: Release): string {
  return [...keys, ...(to === null ? [] : [`${toMark}${to}`])].join(' ');
}

export function readRelease(message: string): Release {
  const words = message.split(' ');
  const last = words.at(-1) ?? '';
  return last.startsWith(toMark) ? { keys: words.slice(0, -1), to: Number(last.slice(toMark.length)) } : { keys: words, to: null };
}

/** A participant on a page as one word, for notifications. */
export function spotKey({ code, pageIndex }: { readonly code: string; readonly pageIndex: number }): string {
  return `${code}/${pageIndex}`;
}
