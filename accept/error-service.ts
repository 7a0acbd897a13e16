import { request } from 'node:http';
import type { Story } from './story.ts';

export type House = Parameters<Story['tell']>[0];

export interface Issue {
  readonly id: number;
  readonly title: string;
  readonly count: number;
}

/** An app that reports its errors; its DSN. */
export async function reportingApp(house: House, app: string): Promise<URL> {
  await house.rostra('apps:create', app);
  await house.rostra('addons:create', 'errors:unlimited', '--app', app);
  return new URL((await house.rostra('config:get', 'SENTRY_DSN', '--app', app)).trim());
}

export async function issuesOf(house: House, app: string): Promise<readonly Issue[]> {
  const issues: readonly Issue[] = JSON.parse(await house.rostra('errors', '--num', '500', '--app', app, '--json'));
  return issues;
}

/** Sends an envelope; the status, 0: the connection broke. */
export function post(dsn: URL, body: Buffer, headers: Readonly<Record<string, string>> = {}): Promise<number> {
  return new Promise((resolve) => {
    const options = {
      method: 'POST',
      headers: { 'x-sentry-auth': `Sentry sentry_key=${dsn.username}`, 'content-length': body.length, ...headers },
    };
    const asked = request(`http://${dsn.host}/api${dsn.pathname}/envelope/`, options, (answer) => {
      answer.on('data', () => {});
      answer.on('end', () => resolve(answer.statusCode ?? 0));
      answer.on('error', () => resolve(0));
    });
    asked.on('error', () => resolve(0));
    asked.end(body);
  });
}
