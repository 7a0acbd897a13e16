import { RostraError } from '#kit/errors/rostra-error.ts';
import { send, type Answer } from '#kit/http/client.ts';

/** An app's public API, with the key in the header that this app wants. */
export class Api {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(url: string, headers: Readonly<Record<string, string>>) {
    this.#url = url;
    this.#headers = headers;
  }

  async get(path: string): Promise<Answer> {
    return this.#call('GET', path);
  }

  async post(path: string, body: object): Promise<Answer> {
    return this.#call('POST', path, body);
  }

  async #call(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> {
    const url = new URL(path, this.#url).href;
    const headers = { accept: 'application/json', 'user-agent': 'rostra-bot', ...this.#headers };
    const answer = await send({ method, url, headers, timeoutMs: 60_000, ...(body !== undefined && { body }) });
    if (answer.status >= 400) throw new ApiRefused(`${method} ${path}`, answer);
    return answer;
  }
}

class ApiRefused extends RostraError {
  constructor(call: string, answer: Answer) {
    super({
      code: 'REHEARSE_API_REFUSED',
      status: 502,
      message: `The app answered ${answer.status} to ${call}: ${answer.text.slice(0, 300).replaceAll(/\s+/g, ' ')}`,
      hint: 'Check the address and the key, and that the app is up: rostra ps -a APP.',
    });
  }
}
