import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '#kit/time/clock.ts';
import { MailBox } from '../store/mail.ts';
import { Accounts } from './accounts.ts';
import { mailReceiver } from './receive.ts';
import type { MailDesk } from './receive.ts';
import { sendOn } from './send-on.ts';

const lookEveryMs = 2_000;

/** The mail server, on a folder and a port of its own, until SIGTERM. */
export async function main(folder: string, port: number): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const box = new MailBox(join(folder, 'mail.db'));
  const desk: MailDesk = {
    box,
    accounts: new Accounts(join(folder, 'accounts.json')),
    clock: systemClock,
    tell: (account, text) => void process.stdout.write(`${account}: ${text}\n`),
  };
  const receiver = mailReceiver(desk);
  receiver.on('error', () => {}); // a client that went away: the server goes on
  receiver.listen(port, '127.0.0.1');
  const sending = sendRegularly(desk);
  await once(process, 'SIGTERM');
  await new Promise<void>((resolve) => receiver.close(() => resolve()));
  await sending.end();
  box.close();
}

function sendRegularly(desk: MailDesk): { end(): Promise<void> } {
  let turn = Promise.resolve();
  let isBusy = false;
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    turn = sendOn(desk)
      .catch((error: unknown) => void process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`))
      .finally(() => (isBusy = false));
  }, lookEveryMs);
  return {
    end: () => {
      clearInterval(timer);
      return turn;
    },
  };
}

if (import.meta.main) await main(process.argv[2] ?? '.', Number(process.argv[3]));
