import type { RequestCode } from './codes.ts';

/** How an attempt at a dyno ended without a byte for the client. */
export type Failure =
  /** No connection, so nothing was sent. */
  | { readonly at: 'connect'; readonly why: 'refused' | 'timeout' }
  /** The dyno closed the connection. */
  | { readonly at: 'answer'; readonly why: 'closed'; readonly sent: Sent }
  /** No first byte in time. */
  | { readonly at: 'answer'; readonly why: 'late' }
  /** What came is not passed on. */
  | { readonly at: 'answer'; readonly why: 'unfit'; readonly code: 'H17' | 'H25'; readonly desc: string };

/** How far a request had come when the dyno closed the connection. */
export interface Sent {
  /** Its body was still on the way. */
  readonly bodyUnfinished: boolean;
  /** Bytes of an answer had arrived, though not enough to pass on. */
  readonly answerBegun: boolean;
  /** The connection had carried a request before. */
  readonly reused: boolean;
  /** The dyno takes no connections any more. */
  readonly dynoGone: boolean;
}

/** What the request is, and what has been tried. */
export interface Attempts {
  readonly method: string;
  readonly hasBody: boolean;
  /** Attempts so far that failed to connect. */
  readonly refused: number;
  readonly mostRefused: number;
  /** Dynos that have not been tried. */
  readonly untried: number;
  /** The request was sent twice already. */
  readonly resent: boolean;
}

/** Try another dyno; send again (another dyno if there is one, else the same); or give up with this code. */
export type NextStep =
  | { readonly kind: 'another' }
  | { readonly kind: 'resend' }
  | { readonly kind: 'fail'; readonly code: RequestCode; readonly desc: string };

/**
 * What follows a failed attempt. A refused connection never carried the request, so any method goes to another dyno (RTR-13).
 * Once bytes were sent, only GET, HEAD and OPTIONS without a body are sent again, once, and only when not a byte came back and the
 * connection was a reused one or the dyno is gone; a POST never is (RTR-14).
 */
export function nextStep(failure: Failure, attempts: Attempts): NextStep {
  if (failure.at === 'connect') return afterRefusal(failure.why, attempts);
  if (failure.why === 'late') return { kind: 'fail', code: 'H12', desc: '' };
  if (failure.why === 'unfit') return { kind: 'fail', code: failure.code, desc: failure.desc };
  return afterClose(failure.sent, attempts);
}

function afterRefusal(why: 'refused' | 'timeout', attempts: Attempts): NextStep {
  if (attempts.untried > 0 && attempts.refused < attempts.mostRefused) return { kind: 'another' };
  return { kind: 'fail', code: why === 'refused' ? 'H21' : 'H19', desc: '' };
}

const safeMethods: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/** May be sent twice. */
export function isSafe(request: { readonly method: string; readonly hasBody: boolean }): boolean {
  return !request.hasBody && safeMethods.includes(request.method);
}

function afterClose(sent: Sent, attempts: Attempts): NextStep {
  if (sent.bodyUnfinished || sent.answerBegun) return { kind: 'fail', code: 'H18', desc: '' };
  const mayResend = sent.reused || (sent.dynoGone && attempts.untried > 0);
  if (isSafe(attempts) && !attempts.resent && mayResend) return { kind: 'resend' };
  return { kind: 'fail', code: 'H13', desc: '' };
}
