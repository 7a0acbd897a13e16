import { join } from 'node:path';
import type { Control } from '../control/control.ts';
import type { MailAccount } from '../rules/mail-account.ts';
import { plans } from '../rules/plans.ts';
import { MailBox } from '../store/mail.ts';
import type { AddonRecord, ServerRecord } from '../store/addons.ts';
import { mailServer } from './apps-of-server.ts';
import { accountName } from './held-vars.ts';
import type { ServerLaunch } from './servers.ts';
import { SharedService } from './shared-service.ts';

const memoryQuotaMb = 256;
const program = join(import.meta.dirname, '..', 'mail', 'main.ts');

/** The one mail server for all, which knows an account for each add-on. */
export const mailService = new SharedService({ service: 'mail', server: mailServer, file: 'accounts.json', entryOf: mailAccount });

export async function mailLaunch(control: Control, server: ServerRecord): Promise<ServerLaunch> {
  await mailService.write(control);
  const command = [process.execPath, program, await mailService.folder(control), String(server.port)];
  return { command, user: null, stopSignal: 'SIGTERM', memoryQuotaMb };
}

function mailAccount({ name, plan, password, settings }: AddonRecord): MailAccount {
  const messagesPerHour = plans.find((each) => each.service === 'mail' && each.name === plan)?.messagesPerHour ?? null;
  return { account: accountName(name), password, messagesPerHour, relay: settings.relay ?? null };
}

export async function withdrawMail(control: Control, addon: AddonRecord): Promise<void> {
  await mailService.write(control);
  await inMailBox(control, (box) => box.clear([accountName(addon.name)]));
  mailService.leave(control, addon);
}

/** What is kept of it now. */
export async function mailUse(control: Control, addon: AddonRecord): Promise<{ readonly messages: number; readonly bytes: number }> {
  const mails = await inMailBox(control, (box) => box.list([accountName(addon.name)], mostCounted));
  return { messages: mails.length, bytes: mails.reduce((sum, { size }) => sum + size, 0) };
}

const mostCounted = 10_000;

/** The box is open only for the moment: the server has it the whole time. */
export async function inMailBox<Result>(control: Control, work: (box: MailBox) => Result): Promise<Result> {
  const box = new MailBox(join(await mailService.folder(control), 'mail.db'));
  try {
    return work(box);
  } finally {
    box.close();
  }
}
