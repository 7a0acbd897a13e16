import { textQuery } from '#kit/db/query.ts';
import type { Lab } from '../../lab.ts';
import { lookAtPage, sendPage, start } from '../../page/path.ts';
import type { Reply } from '../../page/reply.ts';
import { createSession } from '../../sessions/create.ts';

/** A session with people in it. */
export interface Played {
  readonly sessionId: number;
  readonly code: string;
  readonly joinCode: string;
  readonly codes: readonly string[];
  /** Of the first group. */
  readonly groupId: number;
}

const firstGroup = textQuery<{ sessionId: number }, { groupId: number }>(
  'test.firstGroup',
  'select min(id) as "groupId" from lab_group where session_id = $1',
  ({ sessionId }) => [sessionId],
);

/** A new session; everybody before their first page unless said otherwise. */
export async function begun(
  lab: Lab,
  config: string,
  people: { readonly participants: number; readonly started?: number },
): Promise<Played> {
  const session = await createSession(lab, { config, participants: people.participants });
  const codes = session.participantCodes;
  for (const code of codes.slice(0, people.started ?? codes.length)) await start({ code, label: null }, lab);
  const { groupId } = await lab.db.one(firstGroup, { sessionId: session.id });
  return { sessionId: session.id, code: session.code, joinCode: session.joinCode, codes, groupId };
}

/** A form as a browser sends it. */
export interface Press {
  /** The participant's number. */
  readonly who: number;
  /** `pairs/Give` */
  readonly page: string;
  /** The first page unless said otherwise. */
  readonly index?: number;
  readonly posted?: Readonly<Record<string, string>>;
  readonly intent?: string;
}

/** A participant sends a page. */
export function press(
  lab: Lab,
  { codes }: Played,
  { who, page, index = 1, posted = {}, intent = `${who}`.repeat(32) }: Press,
): Promise<Reply> {
  const bodyHash = JSON.stringify(posted);
  return sendPage({ code: codes[who - 1] ?? '', page, pageIndex: index, posted, intent, bodyHash, isMarked: false }, lab);
}

/** What a participant sees there. */
export function look(
  lab: Lab,
  { codes }: Played,
  { who, page, index }: Pick<Press, 'who' | 'page'> & { readonly index: number },
): Promise<Reply> {
  return lookAtPage({ code: codes[who - 1] ?? '', page, pageIndex: index }, lab);
}

/** The page that somebody is sent to; null when the answer is something else. */
export function sentTo(outcome: unknown): number | null {
  return isReply(outcome) && outcome.kind === 'goTo' ? outcome.spot.pageIndex : null;
}

/** What kind of answer it is, or the error. */
export function kindOf(outcome: unknown): string {
  return isReply(outcome) ? outcome.kind : String(outcome);
}

function isReply(outcome: unknown): outcome is Reply {
  return typeof outcome === 'object' && outcome !== null && 'kind' in outcome;
}
