import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

interface Call {
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
}

/** Those who are told: a mail server and a webhook on this machine. */
export class AlertEars {
  mails: string[] = [];
  calls: Call[] = [];
  /** What the webhook answers instead of 200. */
  refuses: number | null = null;

  readonly #smtp = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, _session, done) => {
      let text = '';
      stream.on('data', (piece) => (text += String(piece)));
      stream.on('end', () => {
        this.mails.push(text);
        done();
      });
    },
  });
  readonly #hook = createServer((request, answer) => {
    let body = '';
    request.on('data', (piece) => (body += String(piece)));
    request.on('end', () => {
      this.calls.push({ body, headers: request.headers });
      answer.writeHead(this.refuses ?? 200, { location: 'http://169.254.169.254/' }).end();
    });
  });

  async open(): Promise<void> {
    this.#smtp.listen(0, '127.0.0.1');
    this.#hook.listen(0, '127.0.0.1');
    await Promise.all([once(this.#smtp.server, 'listening'), once(this.#hook, 'listening')]);
  }

  close(): void {
    this.#smtp.close();
    this.#hook.close();
  }

  forget(): void {
    this.mails = [];
    this.calls = [];
    this.refuses = null;
  }

  get relay(): string {
    return `smtp://127.0.0.1:${portOf(this.#smtp.server.address())}`;
  }

  get hookPort(): number {
    return portOf(this.#hook.address());
  }
}

const portOf = (address: AddressInfo | string | null): number => (typeof address === 'object' ? (address?.port ?? 0) : 0);
