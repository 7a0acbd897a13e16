import assert from 'node:assert/strict';
import { send, type Answer } from '#kit/http/client.ts';
import type { TestPlatform } from './platform.ts';

/** That of every `TestPlatform`. */
export const adminPassword = 'correct horse';

/** A drill or a restore on a busy machine takes its time. */
const patienceMs = 60_000;

/** A browser without scripts: keeps cookies, sends a form with the token of the page it stands on. */
export class DashboardVisitor {
  readonly #socketPath: string;
  readonly #address: string;
  readonly #cookies = new Map<string, string>();

  constructor(platform: TestPlatform, address: string) {
    this.#socketPath = platform.paths.dashboardSocket;
    this.#address = address;
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async get(path: string): Promise<Answer> {
    return this.#send({ path, method: 'GET' });
  }

  /** Opens `from`, then submits the fields to `to`. */
  async submit(from: string, to: string, fields: Readonly<Record<string, string>>): Promise<Answer> {
    const { text } = await this.get(from);
    const token = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
    return this.post(to, { _csrf: token, ...fields });
  }

  async post(path: string, fields: Readonly<Record<string, string>>): Promise<Answer> {
    return this.#send({ path, method: 'POST', body: new URLSearchParams(fields).toString() });
  }

  async signIn(): Promise<this> {
    const answer = await this.submit('/login', '/login', { password: adminPassword });
    assert.equal(answer.status, 303);
    return this;
  }

  async #send({ path, method, body }: { path: string; method: 'GET' | 'POST'; body?: string }): Promise<Answer> {
    const headers = {
      accept: 'text/html',
      cookie: this.cookie,
      'x-forwarded-for': this.#address,
      ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    };
    const answer = await send({
      url: `http://localhost${path}`,
      socketPath: this.#socketPath,
      method,
      headers,
      timeoutMs: patienceMs,
      ...(body === undefined ? {} : { body }),
    });
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    return answer;
  }
}
