import type { FastifyInstance } from 'fastify';

/** For tests: a browser without scripts. It keeps cookies, reads pages and sends their forms. */
export class FormBrowser {
  readonly #server: FastifyInstance;
  readonly #cookies = new Map<string, string>();

  constructor(server: FastifyInstance) {
    this.#server = server;
  }

  async get(url: string) {
    return this.#keep(await this.#server.inject({ url, headers: this.#headers() }));
  }

  /** Sends fields together with the forgery token of the page. */
  async post(url: string, fields: Readonly<Record<string, string | readonly string[]>> = {}, page = '/admin') {
    const body = new URLSearchParams([['_csrf', await this.#tokenOf(page)]]);
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
    const headers = { ...this.#headers(), 'content-type': 'application/x-www-form-urlencoded' };
    return this.#keep(await this.#server.inject({ method: 'POST', url, headers, payload: body.toString() }));
  }

  /** Without a name as the first account. */
  async signIn(password: string, name = ''): Promise<void> {
    await this.post('/login', { name, password }, '/login');
  }

  async #tokenOf(url: string): Promise<string> {
    return /name="_csrf" value="([^"]+)"/.exec((await this.get(url)).body)?.[1] ?? '';
  }

  #headers(): Record<string, string> {
    return { accept: 'text/html', cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
  }

  #keep(answer: Awaited<ReturnType<FastifyInstance['inject']>>) {
    for (const { name, value } of answer.cookies) {
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return answer;
  }
}
