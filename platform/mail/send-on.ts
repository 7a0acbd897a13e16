import { createTransport } from 'nodemailer';
import { mailRetryMs } from '../rules/mail-account.ts';
import type { MailRecord } from '../store/mail.ts';
import type { MailDesk } from './receive.ts';

/** Sends what is due on to the relays of its accounts; what fails is tried again later. Answers when nothing is due any more. */
export async function sendOn(desk: MailDesk): Promise<void> {
  let due = desk.box.due(desk.clock.nowMs());
  while (due.length > 0) {
    for (const { mail, raw } of due) await sendOne(desk, mail, raw);
    due = desk.box.due(desk.clock.nowMs());
  }
}

async function sendOne(desk: MailDesk, mail: MailRecord, raw: Uint8Array): Promise<void> {
  const relay = (await desk.accounts.find(mail.account))?.relay ?? null;
  try {
    if (relay === null) throw new Error('The app has no relay any more');
    await deliver(relay, mail, raw);
    desk.box.setSent(mail.id);
    desk.tell(mail.account, `Message ${mail.id} sent on`);
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    const wait = mailRetryMs(mail.tries + 1);
    desk.box.setFailure(mail.id, { failure, nextTryMs: wait === null ? null : desk.clock.nowMs() + wait });
    const next = wait === null ? 'given up' : `tried again in ${wait / 60_000} min`;
    desk.tell(mail.account, `Message ${mail.id} was not taken by the relay (${next}): ${failure}`);
  }
}

const limits = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000 };

async function deliver(relay: string, { sender, recipients }: MailRecord, raw: Uint8Array): Promise<void> {
  const url = new URL(relay);
  const isTls = url.protocol === 'smtps:';
  const user = decodeURIComponent(url.username);
  const transport = createTransport({
    ...limits,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (isTls ? 465 : 587)),
    secure: isTls,
    ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(url.password) } }),
  });
  try {
    await transport.sendMail({ envelope: { from: sender, to: [...recipients] }, raw: Buffer.from(raw) });
  } finally {
    transport.close();
  }
}
