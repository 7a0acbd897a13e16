import { setTimeout as sleep } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import type { MailServer } from '../config.ts';
import { messageRetryMs } from '../rules/messages/kinds.ts';
import * as messages from '../store/messages.ts';
import type { DueMessage } from '../store/messages.ts';
import type { Tab } from '../tab.ts';
import { putReceipts } from './ballot-receipts.ts';

/** Gives what is due to the mail server, a few at a time, until nothing is due; answers how many it took. */
export async function deliverDue(tab: Tab, server: MailServer): Promise<number> {
  const transport = createTransport({
    pool: true,
    maxConnections: 2,
    host: server.host,
    port: server.port,
    secure: server.port === 465,
    requireTLS: server.useTls,
    ...(server.user === '' ? {} : { auth: { user: server.user, pass: server.password } }),
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    socketTimeout: 45_000,
  });
  const send = (message: DueMessage): Promise<unknown> => transport.sendMail(mailOf(message, server));
  let taken = 0;
  try {
    for (let due = await takeDue(tab); due.length > 0; due = await takeDue(tab))
      taken += (await Promise.all(due.map((message) => deliverOne(tab, message, send)))).filter(Boolean).length;
  } finally {
    transport.close();
  }
  return taken;
}

const takeDue = (tab: Tab): Promise<DueMessage[]> => messages.take(tab.db, { now: new Date(tab.clock.nowMs()), limit: 10 });

async function deliverOne(tab: Tab, message: DueMessage, send: (message: DueMessage) => Promise<unknown>): Promise<boolean> {
  try {
    await send(message);
    await messages.setSent(tab.db, message.id, new Date(tab.clock.nowMs()));
    return true;
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    const wait = messageRetryMs(message.tries);
    await messages.setFailed(tab.db, { id: message.id, failure, nextTry: wait === null ? null : new Date(tab.clock.nowMs() + wait) });
    tab.logger.warn('message_not_taken', { message: message.id, failure, tries: message.tries });
    return false;
  }
}

function mailOf({ tournament, replyName, replyAddress, address, subject, body, key }: DueMessage, { from }: MailServer) {
  const domain = from.split('@')[1] ?? 'localhost';
  return {
    from: { name: tournament, address: from },
    ...(replyAddress ? { replyTo: { name: replyName ?? tournament, address: replyAddress } } : {}),
    to: address,
    subject,
    text: body,
    messageId: `<${key}@${domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

const lookEveryMs = 2_000;

/** The worker's part: delivers until it is told to stop. */
export function startDelivery(tab: Tab, server: MailServer): { stop(): Promise<void> } {
  const ended = new AbortController();
  const run = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      await putReceipts(tab)
        .then(() => deliverDue(tab, server))
        .catch((error: unknown) => tab.logger.warn('delivery_failed', { error }));
      await sleep(lookEveryMs, undefined, { signal: ended.signal }).catch(() => {});
    }
  };
  const done = run();
  return {
    stop: () => {
      ended.abort();
      return done;
    },
  };
}
