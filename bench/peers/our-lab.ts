import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { PageClient } from '../measure/page-client.ts';
import { freePort, untilHealthy, type Playground } from '../measure/playground.ts';

const launcher = join(import.meta.dirname, '../../bin/rostra.mjs');
const key = 'bench';

/** `rostra lab serve` on so many processes, as in production. */
export async function startOurLab(databaseUrl: string, processes: number): Promise<Playground> {
  const webs = await Promise.all(Array.from({ length: processes }, (_, at) => startWeb(databaseUrl, at + 1)));
  return {
    site: {
      origins: webs.map(({ origin }) => origin),
      key,
      isWait: (html) => html.includes('data-page="wait"'),
      isEnd: (path) => path.endsWith('/end'),
      untilReleased: (html, { client }) => released(client, /\/released\/[\w/-]+\?by=\w+/.exec(html)?.[0] ?? ''),
    },
    pids: webs.map(({ web }) => web.pid ?? 0),
    stop: async () => {
      const running = webs.filter(({ web }) => web.exitCode === null && web.signalCode === null);
      const ended = running.map(({ web }) => once(web, 'exit'));
      for (const { web } of running) web.kill('SIGTERM');
      await Promise.all(ended);
    },
  };
}

async function startWeb(databaseUrl: string, number: number) {
  const port = freePort();
  const secret = 'only for a benchmark on this machine, not a secret at all';
  const env = {
    ...process.env,
    PORT: String(port),
    DYNO: `web.${number}`,
    LAB_HOST: '127.0.0.1',
    DATABASE_URL: databaseUrl,
    LAB_PRODUCTION: '1',
    LAB_AUTH: 'STUDY',
    LAB_ADMIN_PASSWORD: secret,
    LAB_SECRET: secret,
    LAB_REST_KEY: key,
  };
  const web = spawn(process.execPath, [launcher, 'lab', 'serve'], {
    cwd: join(import.meta.dirname, 'lab-project'),
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const origin = `http://127.0.0.1:${port}`;
  await Promise.race([untilHealthy(`${origin}/health`), once(web, 'exit').then(() => Promise.reject(new Error('The lab did not start.')))]);
  return { origin, web };
}

/** As a browser looks again by itself. */
const lookAgainMs = 15_000;

/** The stream that the page listens to, over the browser's own connection: it ends when the meeting is over, and says where that leads. */
async function released(client: PageClient, path: string): Promise<string | null> {
  const timer = setTimeout(() => client.close(), lookAgainMs);
  const answer = await client.send({ path, accept: 'text/event-stream' }).catch(() => null);
  clearTimeout(timer);
  return /"path":"([^"]+)"/.exec(answer?.body ?? '')?.[1] ?? null;
}
