import { request, type IncomingMessage } from 'node:http';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { ApiConnection } from '../api-connection.ts';
import type { Driver, DynoStatus, Watch } from './driver.ts';

/** dynod sends a sign of life each five seconds; without three of them it is taken for dead. */
const silenceMs = 15_000;

/** Dynos as processes of this machine: dynod over its Unix socket. */
export function localDriver(dynodSocket: string): Driver {
  const dynod = new ApiConnection({ kind: 'socket', path: dynodSocket, actor: 'control' });
  return {
    start: (spec) => dynod.call({ method: 'POST', path: '/dynos', body: spec }),
    stop: async (id, reason) => {
      await dynod.call({ method: 'DELETE', path: `/dynos/${encodeURIComponent(id)}?${new URLSearchParams({ reason }).toString()}` });
    },
    list: () => dynod.call({ method: 'GET', path: '/dynos' }),
    outputBytes: async (id) => {
      const { bytes } = await dynod.call<{ bytes: number | null }>({ method: 'GET', path: `/dynos/${encodeURIComponent(id)}/output` });
      return bytes;
    },
    watch: (onChange) => watch(dynodSocket, onChange),
  };
}

/** Resolves when dynod has answered with its first line: no change after that is missed. */
async function watch(dynodSocket: string, onChange: (status: DynoStatus) => void): Promise<Watch> {
  const closing = new AbortController();
  const answer = await open(dynodSocket, closing.signal);
  const subscribed = Promise.withResolvers<void>();
  const ended = readChanges(answer, { onChange, onLine: () => subscribed.resolve() }).catch(() => {}); // its end is all there is to say
  await Promise.race([subscribed.promise, ended]);
  return { ended, close: () => closing.abort() };
}

async function open(socketPath: string, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const call = request({ socketPath, path: '/watch', headers: { host: 'localhost' }, signal }, resolve);
    call.setTimeout(silenceMs, () => call.destroy());
    call.once('error', () => reject(unreachable(socketPath)));
    call.end();
  });
}

interface Listener {
  onChange(status: DynoStatus): void;
  onLine(): void;
}

/** Ends with the stream, whichever way that ends; readline would wait for ever after a kill. */
async function readChanges(answer: IncomingMessage, listener: Listener): Promise<void> {
  let rest = '';
  answer.setEncoding('utf8');
  for await (const piece of answer) {
    const lines = (rest + String(piece)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      listener.onLine();
      if (line !== '{}') listener.onChange(statusIn(line));
    }
  }
}

function statusIn(line: string): DynoStatus {
  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- dynod writes exactly this shape: both ends come from this repository
  return JSON.parse(line) as DynoStatus;
}

function unreachable(socketPath: string): RostraError {
  return new RostraError({
    code: 'PLATFORM_UNREACHABLE',
    status: 503,
    message: `The supervisor does not answer at ${socketPath}.`,
    hint: 'It is started again by itself; `rostra doctor` says more.',
  });
}
