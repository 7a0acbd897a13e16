/**
 * The H, R, L and X codes of the platform: one table. Titles and levels of H, R and L are Heroku's published ones, because
 * organisers search for them; X is ours (platform specification, RTR-50, RTR-51).
 */
export type CodeLevel = 'critical' | 'warning' | 'info';

export interface CodeFacts {
  readonly title: string;
  readonly level: CodeLevel;
  /** What the client gets; null when the connection is cut or no client is concerned. */
  readonly status: number | null;
  /** The same request has a chance a few seconds later: `Retry-After` is sent. */
  readonly retry?: true;
  /** A page that a person navigated to loads itself again. */
  readonly refresh?: true;
}

export const codes = {
  H10: { title: 'App crashed', level: 'critical', status: 503, retry: true, refresh: true },
  H11: { title: 'Backlog too deep', level: 'critical', status: 503, retry: true, refresh: true },
  H12: { title: 'Request timeout', level: 'critical', status: 503, retry: true, refresh: true },
  H13: { title: 'Connection closed without response', level: 'critical', status: 503, retry: true },
  H14: { title: 'No web dynos running', level: 'critical', status: 503, retry: true, refresh: true },
  H15: { title: 'Idle connection', level: 'warning', status: 503, retry: true },
  H16: { title: 'Redirect to herokuapp.com (retired)', level: 'warning', status: null },
  H17: { title: 'Poorly formatted HTTP response', level: 'warning', status: 503 },
  H18: { title: 'Server request interrupted', level: 'critical', status: 503, retry: true },
  H19: { title: 'Backend connection timeout', level: 'critical', status: 503, retry: true },
  H20: { title: 'App boot timeout', level: 'critical', status: 503, retry: true, refresh: true },
  H21: { title: 'Backend connection refused', level: 'critical', status: 503, retry: true },
  H22: { title: 'Connection limit reached', level: 'critical', status: 503, retry: true },
  H23: { title: 'Endpoint misconfigured', level: 'critical', status: 503 },
  H24: { title: 'Forced close', level: 'critical', status: null },
  H25: { title: 'HTTP restriction', level: 'critical', status: 502 },
  H26: { title: 'Request error', level: 'critical', status: 400 },
  H27: { title: 'Client request interrupted', level: 'info', status: null },
  H28: { title: 'Client connection idle', level: 'warning', status: 408 },
  H31: { title: 'Misdirected request', level: 'critical', status: 421 },
  H32: { title: 'TLS certificate mismatch', level: 'critical', status: 421 },
  H80: { title: 'Maintenance mode', level: 'warning', status: 503, retry: true, refresh: true },
  H81: { title: 'Blank app', level: 'info', status: 503 },
  H82: { title: 'Quota used up', level: 'info', status: 503 },
  H83: { title: 'Planned service degradation', level: 'warning', status: 503, retry: true },
  H99: { title: 'Platform error', level: 'critical', status: 503, retry: true, refresh: true },
  R10: { title: 'Boot timeout', level: 'critical', status: null },
  R11: { title: 'Bad bind', level: 'critical', status: null },
  R12: { title: 'Exit timeout', level: 'warning', status: null },
  R13: { title: 'Attach error', level: 'critical', status: null },
  R14: { title: 'Memory quota exceeded', level: 'critical', status: null },
  R15: { title: 'Memory quota vastly exceeded', level: 'critical', status: null },
  R16: { title: 'Detached', level: 'critical', status: null },
  R17: { title: 'Checksum error', level: 'critical', status: null },
  R99: { title: 'Platform error', level: 'warning', status: null },
  L10: { title: 'Drain buffer overflow', level: 'warning', status: null },
  L11: { title: 'Tail buffer overflow', level: 'warning', status: null },
  L12: { title: 'Local buffer overflow', level: 'warning', status: null },
  L13: { title: 'Local delivery error', level: 'critical', status: null },
  L14: { title: 'Certificate validation error', level: 'critical', status: null },
  L15: { title: 'Tail buffer temporarily unavailable', level: 'warning', status: null },
  X01: { title: 'Waking', level: 'info', status: 202, retry: true, refresh: true },
  X02: { title: 'Budget stop', level: 'critical', status: null },
  X03: { title: 'Rate limited', level: 'warning', status: 429, retry: true },
  X04: { title: 'Address refused', level: 'info', status: 403 },
  X05: { title: 'Machine memory pressure', level: 'critical', status: null },
  X06: { title: 'Disk low', level: 'critical', status: null },
  X07: { title: 'Cache store unreachable', level: 'warning', status: null },
  X08: { title: 'Clock jump', level: 'warning', status: null },
  X09: { title: 'Connection limit near', level: 'warning', status: null },
  X20: { title: 'Crash loop', level: 'critical', status: null },
} as const satisfies Record<string, CodeFacts>;

export type PlatformCode = keyof typeof codes;

/** The codes that a single request can end with. */
export type RequestCode = Extract<PlatformCode, `H${string}` | 'X01' | 'X03' | 'X04'>;

/** What the table says of a code. */
export function codeFacts(code: PlatformCode): CodeFacts {
  return codes[code];
}

/** The same for a word from a log; null when it is no code. */
export function findCode(word: string): CodeFacts | null {
  return isCode(word) ? codes[word] : null;
}

const isCode = (word: string): word is PlatformCode => Object.hasOwn(codes, word);
