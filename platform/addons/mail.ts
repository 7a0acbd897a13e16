import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Control } from '../control/control.ts';
import { addonFailed } from '../errors.ts';
import type { MailAccount } from '../rules/mail-account.ts';
import { plans } from '../rules/plans.ts';
import { MailBox } from '../store/mail.ts';
import type { AddonRecord, ServerRecord } from '../store/addons.ts';
import { mailServer } from './apps-of-server.ts';
import { accountName } from './held-vars.ts';
import { liveServer } from './live-server.ts';
import { reserveServer } from './reserve-server.ts';
import type { ServerLaunch } from './servers.ts';

const startLimitMs = 30_000;
const memoryQuotaMb = 256;
const program = join(import.meta.dirname, '..', 'mail', 'main.ts');

export async function mailLaunch(control: Control, server: ServerRecord): Promise<ServerLaunch> {
  await writeAccounts(control);
  const command = [process.execPath, program, await mailFolder(control), String(server.port)];
  return { command, user: null, stopSignal: 'SIGTERM', memoryQuotaMb };
}

/** The one server for all, when it answers and knows its accounts. */
export async function provideMail(control: Control): Promise<ServerRecord> {
  const server = reserveServer(control, { name: mailServer, service: 'mail', withTls: false });
  await writeAccounts(control);
  control.wake();
  const signal = AbortSignal.timeout(startLimitMs);
  const up = await control.changes.until(() => (liveServer(control, server.name)?.state === 'up' ? true : null), signal);
  if (up === null) throw addonFailed(server.name, liveServer(control, server.name)?.reason ?? 'it was not started');
  return server;
}

const writing = new WeakMap<Control, Promise<void>>();

/** What the server is told of its accounts; it reads the file at each login. One after another: the last has all of them. */
export function writeAccounts(control: Control): Promise<void> {
  const written = (writing.get(control) ?? Promise.resolve()).then(() => writeAccountsNow(control));
  writing.set(
    control,
    written.catch(() => {}), // who asked is told
  );
  return written;
}

async function writeAccountsNow(control: Control): Promise<void> {
  const accounts = control.store.addons.list().filter(({ service, state }) => service === 'mail' && state !== 'leaving');
  const folder = await mailFolder(control);
  const draft = join(folder, 'accounts.json.draft');
  await writeFile(draft, JSON.stringify(accounts.map(mailAccount)), { mode: 0o600 });
  await rename(draft, join(folder, 'accounts.json'));
}

function mailAccount({ name, plan, password, settings }: AddonRecord): MailAccount {
  const messagesPerHour = plans.find((each) => each.service === 'mail' && each.name === plan)?.messagesPerHour ?? null;
  return { account: accountName(name), password, messagesPerHour, relay: settings.relay ?? null };
}

export async function withdrawMail(control: Control, addon: AddonRecord): Promise<void> {
  await writeAccounts(control);
  await inMailBox(control, (box) => box.clear([accountName(addon.name)]));
  const others = control.store.addons.list().some(({ service, name }) => service === 'mail' && name !== addon.name);
  if (!others) control.store.addons.deleteServer(mailServer); // the next pass stops it
}

/** What is kept of it now. */
export async function mailUse(control: Control, addon: AddonRecord): Promise<{ readonly messages: number; readonly bytes: number }> {
  const mails = await inMailBox(control, (box) => box.list([accountName(addon.name)], mostCounted));
  return { messages: mails.length, bytes: mails.reduce((sum, { size }) => sum + size, 0) };
}

const mostCounted = 10_000;

/** The box is open only for the moment: the server has it the whole time. */
export async function inMailBox<Result>(control: Control, work: (box: MailBox) => Result): Promise<Result> {
  const box = new MailBox(join(await mailFolder(control), 'mail.db'));
  try {
    return work(box);
  } finally {
    box.close();
  }
}

async function mailFolder(control: Control): Promise<string> {
  const folder = join(await control.servers.open(), 'mail');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  return folder;
}
