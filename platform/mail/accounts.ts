import { timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { mailAccounts } from '../rules/mail-account.ts';
import type { MailAccount } from '../rules/mail-account.ts';

/** Those who may send, read anew each time: control changes the file while we run. */
export class Accounts {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  async find(name: string): Promise<MailAccount | null> {
    const all = mailAccounts(await readFile(this.#file, 'utf8').catch(() => ''));
    return all.find(({ account }) => account === name) ?? null;
  }

  async login(name: string, password: string): Promise<MailAccount | null> {
    const found = await this.find(name);
    return found !== null && isSame(found.password, password) ? found : null;
  }
}

function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
