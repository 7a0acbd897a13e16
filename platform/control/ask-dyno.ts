import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { webType } from '../rules/formation.ts';
import type { AppRecord } from '../store/apps.ts';
import type { Control } from './control.ts';

const answerWithinMs = 10_000;
const longestPage = 4 * 1024 * 1024;

/** A page that the platform looks at by itself, past the routers and their caches. */
export interface AskedDyno {
  readonly port: number;
  readonly host: string;
  readonly path: string;
  /** The `Cookie` line. */
  readonly cookie?: string;
  readonly agent: string;
}

/** A web dyno of the app, and the name under which it is asked; null when none is up. */
export function webDyno({ board, config }: Control, app: AppRecord): Pick<AskedDyno, 'port' | 'host'> | null {
  const dyno = board
    .ofApp(app)
    .find(({ kind, type, state, port }) => kind === 'formation' && type === webType && state === 'up' && port !== null);
  return dyno?.port == null ? null : { port: dyno.port, host: `${app.name}.${config.baseDomain}` };
}

/** Its body; null for an answer that nobody keeps: a failure, a way to somewhere else, more than a page. */
export function pageOfDyno({ port, host, path, cookie, agent }: AskedDyno): Promise<string | null> {
  const headers = {
    host,
    ...(cookie !== undefined && { cookie }),
    accept: 'text/html,*/*',
    'user-agent': agent,
    'x-forwarded-for': '127.0.0.1',
    'x-forwarded-proto': 'http',
  };
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(answerWithinMs);
    const asked = request({ host: '127.0.0.1', port, path, headers, agent: false, signal }, (answer) => {
      void bodyOf(answer).then((body) => resolve(answer.statusCode === 200 ? body : null), reject);
    });
    asked.on('error', reject).end();
  });
}

/** Null when it is longer than a page; the rest is not read then. */
async function bodyOf(answer: IncomingMessage): Promise<string | null> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of answer) {
    const read = Buffer.from(piece);
    size += read.length;
    if (size > longestPage) return null;
    pieces.push(read);
  }
  return Buffer.concat(pieces).toString('utf8');
}
