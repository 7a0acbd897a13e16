import type { Queryable } from '#kit/db/connect.ts';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { visitContext } from '../game/objects/context-for.ts';
import type { Need } from '../game/objects/needs.ts';
import { Objects } from '../game/objects/objects.ts';
import { World, type Visitor } from '../game/objects/world.ts';
import type { Lab } from '../lab.ts';
import { circleOf, granted, recordCircle } from '../rules/circle.ts';
import { ownOrder } from '../rules/game-order.ts';
import { pageAt, type PagePlace } from '../rules/session-plan.ts';
import type { PlayedSession } from '../sessions/played-session.ts';
import { load, type VisitQuestion, type VisitRow } from '../store/visits.ts';

/** A participant at the page where they are, and what callbacks about them can touch. */
export interface Visit {
  readonly code: string;
  readonly session: PlayedSession;
  readonly row: VisitRow;
  /** Null before the first page and past the last. */
  readonly place: PagePlace | null;
  readonly visitor: Visitor;
  readonly objects: Objects;
}

export interface VisitWish {
  readonly code: string;
  readonly needs: ReadonlySet<Need>;
  /** Whose counter is read: of the wait page where the participant is, or of the page that comes next. */
  readonly counter: 'here' | 'next' | 'none';
  /** False where no page can have one. */
  readonly clock?: boolean;
  /** With what was typed and not sent. */
  readonly draft?: boolean;
  /** With what the end says. */
  readonly end?: boolean;
}

/** One trip, but for the first time that this process meets a session. */
export async function loadVisit(db: Queryable, wish: VisitWish, lab: Lab): Promise<Visit> {
  const { code, needs } = wish;
  const row = isCode(code) ? await load(db, questionOf(wish)) : null;
  const known = row && (await lab.sessions.get(row.sessionId));
  if (!row || !known) throw new NoSuchParticipant(code);
  const session = known.inLanguage(row.seat.participant.vars['language']);
  const visitor = { participant: row.seat.participant.id, sub: row.sub };
  const world = new World({ plan: session.plan, session: session.facts, rounding: session.rounding, visitor, has: granted(needs) });
  world.add([row.seat, ...row.seats]);
  world.tables.load(row.records);
  if (row.shared) world.addShared(row.shared.session, row.shared.subsessions);
  const objects = new Objects(world, session.rules);
  return { code, session, row, place: pageAt(session.plan, row.pageIndex), visitor, objects };
}

function questionOf({ code, needs, counter, clock = true, draft = counter === 'here', end = false }: VisitWish): VisitQuestion {
  return {
    code,
    circle: circleOf(needs),
    shared: needs.has('shared'),
    records: recordCircle(needs),
    counter,
    clock,
    crowd: counter === 'here' && needs.has('lobby'),
    draft: draft || needs.has('draft'),
    gates: needs.has('gates'),
    end,
  };
}

/** The order in which the visitor, or somebody else among those who wait, plays the games that come in any order. */
export function orderOf({ objects, session, visitor }: Visit, participant = visitor.participant): readonly string[] {
  const { plan } = session;
  return plan.shuffled.length === 0 ? [] : ownOrder(plan, objects.world.participant(participant).data);
}

/** Eight letters and digits; nothing else is looked for. */
export const isCode = (code: unknown): code is string => typeof code === 'string' && /^[a-z0-9]{8}$/.test(code);

/** A code as participants have them. Throws for what is none. */
export function checkedCode(code: string): string {
  if (!isCode(code)) throw new NoSuchParticipant(code);
  return code;
}

/** What a callback of a page gets, about the visitor or, among those who wait, about somebody else. */
export function contextAt(visit: Visit, { place, callback, participant = visit.visitor.participant, extra }: AuthorCall): object {
  const moment = { nowMs: visit.row.nowMs, ...momentOf(place, callback), ...(extra && { extra }) };
  return visitContext(visit.objects, { participant, sub: place.sub }, moment);
}

interface AuthorCall {
  readonly place: Pick<PagePlace, 'sub' | 'page'>;
  /** Of the page: `show`. */
  readonly callback: string;
  readonly participant?: number;
  readonly extra?: object;
}

/** What a page's callback is called, so that chance draws anew in each pass of a loop. */
export function momentOf({ page }: Pick<PagePlace, 'page'>, callback: string): { readonly callback: string; readonly pass: number } {
  const pass = page.loop?.pass ?? 1;
  return { callback: `${page.name}${pass === 1 ? '' : `/${pass}`}.${callback}`, pass };
}

/** The name under which a process remembers what the page's callbacks touch. */
export function pageKey({ playable, page }: Pick<PagePlace, 'playable' | 'page'>): string {
  return `${playable.game.slug}/${page.name}`;
}

class NoSuchParticipant extends RostraError {
  constructor(code: string) {
    super({
      code: 'LAB_NO_SUCH_PARTICIPANT',
      status: 404,
      message: `There is no participant ${code.slice(0, 20)}.`,
      hint: 'The session may have been deleted, or the link is not complete. Ask whoever gave it to you.',
    });
  }
}
