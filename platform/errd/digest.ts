import { createHash, randomUUID } from 'node:crypto';
import { feedbackIn } from '../rules/errors/feedback.ts';
import { isObject, objectIn, type Envelope, type EnvelopeItem } from '../rules/errors/envelope.ts';
import { idOf, normalisedEvent } from '../rules/errors/event.ts';
import { groupingParts } from '../rules/errors/grouping.ts';
import type { ErrorProject } from '../rules/errors/project.ts';
import { categoryOf, type LimitCategory } from '../rules/errors/rate-limit.ts';
import { endedVisit, sessionCounts } from '../rules/errors/sessions.ts';
import { lightTransaction } from '../rules/errors/transaction.ts';
import type { Incoming } from '../store/error-book.ts';
import type { Limiter } from './limiter.ts';
import type { SessionEnds } from './session-ends.ts';

/** What an envelope brought, to be written, and what of it was one too many. */
export interface Digest {
  readonly id: string;
  readonly incoming: readonly Incoming[];
  readonly limited: readonly LimitCategory[];
}

export interface DigestPlace {
  readonly project: ErrorProject;
  readonly limiter: Limiter;
  readonly ends: SessionEnds;
  readonly nowMs: number;
}

/** Kinds of items that we make something of; others are skipped, never an error (ERR-06). */
const kept = new Set(['event', 'transaction', 'session', 'sessions', 'client_report', 'user_report', 'feedback']);
export const keepsType = (type: string): boolean => kept.has(type);

export function digested(envelope: Envelope, place: DigestPlace): Digest {
  const { project, limiter, nowMs } = place;
  const id = idOf(envelope.header['event_id']) ?? randomUUID().replaceAll('-', '');
  const limited = new Set<LimitCategory>();
  const incoming = envelope.items.flatMap((item): readonly Incoming[] => {
    const category = categoryOf(item.type);
    const excess = category === null ? null : limiter.excess(project, category, nowMs);
    if (category === null || excess === null) return itemDigest(item, id, place);
    limited.add(category);
    return [tally(project, `${excess}_${category}`)];
  });
  const dropped = envelope.dropped.map(({ type, why }) => tally(project, why === 'unknown' ? 'skipped' : `${why}_${type.slice(0, 32)}`));
  return { id, incoming: [...incoming, ...dropped], limited: [...limited] };
}

function itemDigest({ type, payload }: EnvelopeItem, id: string, { project, ends, nowMs }: DigestPlace): readonly Incoming[] {
  const raw = objectIn(payload.toString('utf8'));
  if (raw === null) return [tally(project, `unreadable_${type}`)];
  switch (type) {
    case 'event': {
      const event = normalisedEvent(raw, { receivedMs: nowMs, id, keepsLabels: project.keepsLabels });
      const hash = createHash('sha1').update(groupingParts(event, project.rules).join('\n')).digest('hex');
      return [{ kind: 'event', project: project.id, event, hash }];
    }
    case 'transaction':
      return [{ kind: 'transaction', project: project.id, transaction: lightTransaction(raw, nowMs) }];
    case 'client_report':
      return clientReport(raw, project);
    case 'user_report':
    case 'feedback':
      return visitorWords(raw, project);
    default:
      return isToldAgain(raw, { project, ends }) ? [] : [{ kind: 'sessions', project: project.id, sessions: sessionCounts(raw) }];
  }
}

function visitorWords(raw: Record<string, unknown>, project: ErrorProject): readonly Incoming[] {
  const words = feedbackIn(raw);
  return words === null ? [tally(project, 'unreadable_feedback')] : [{ kind: 'feedback', project: project.id, ...words }];
}

function isToldAgain(raw: Record<string, unknown>, { project, ends }: Pick<DigestPlace, 'project' | 'ends'>): boolean {
  const visit = endedVisit(raw);
  return visit !== null && !ends.note(project.id, visit);
}

/** What an SDK did not send, and why. */
function clientReport({ discarded_events: discarded }: Record<string, unknown>, project: ErrorProject): readonly Incoming[] {
  return (Array.isArray(discarded) ? discarded : []).slice(0, 50).flatMap((each: unknown): readonly Incoming[] => {
    if (!isObject(each) || typeof each['reason'] !== 'string' || typeof each['quantity'] !== 'number') return [];
    const count = Math.max(0, Math.min(1_000_000, Math.floor(each['quantity'])));
    return [{ kind: 'tally', project: project.id, what: `client_${each['reason'].slice(0, 32)}`, count }];
  });
}

const tally = (project: ErrorProject, what: string): Incoming => ({ kind: 'tally', project: project.id, what, count: 1 });
