import { createHmac } from 'node:crypto';
import { recipients } from '../rules/alerts/channel.ts';
import type { ChannelKind } from '../rules/alerts/channel.ts';
import { chatBody, messageText, webhookBody } from '../rules/alerts/message.ts';
import type { AlertMessage } from '../rules/alerts/message.ts';
import type { ChannelRecord } from '../store/alert-channels.ts';
import { post } from './post.ts';

/** What goes out: the message, and a name by which the other side knows that it has it already. */
export interface Letter {
  readonly message: AlertMessage;
  /** `incident-7-firing-1` */
  readonly name: string;
  readonly nowMs: number;
}

/** Tells by one channel. Throws what went wrong, in words. */
export async function deliver(channel: ChannelRecord, letter: Letter): Promise<void> {
  await ways[channel.kind](channel, letter);
}

const ways: Readonly<Record<ChannelKind, (channel: ChannelRecord, letter: Letter) => Promise<void>>> = {
  email: mail,
  webhook: async (channel, { message, name, nowMs }) => {
    const body = JSON.stringify(webhookBody(message));
    const signed = { 'rostra-signature': signature(channel.secret, body, nowMs), 'rostra-delivery': name };
    await post({ ...channel, url: channel.address, body, headers: { 'content-type': 'application/json', ...signed } });
  },
  slack: async (channel, { message }) => {
    const body = JSON.stringify(chatBody(message));
    await post({ ...channel, url: channel.address, body, headers: { 'content-type': 'application/json' } });
  },
  ntfy: async (channel, { message }) => {
    const isUrgent = message.severity === 'critical' && message.type !== 'alert.resolved';
    const headers = { title: headerText(message.subject), priority: isUrgent ? 'urgent' : 'default', click: message.links.page };
    await post({ ...channel, url: channel.address, body: messageText(message), headers });
  },
  heartbeat: beat,
};

/** A sign of life, without a word. */
export async function beat(channel: ChannelRecord): Promise<void> {
  await post({ ...channel, url: channel.address, body: '', headers: {} });
}

/** `t=SECONDS,v1=HEX`: HMAC-SHA256 of `SECONDS.BODY` (ALR-04). */
export function signature(secret: string, body: string, nowMs: number): string {
  const seconds = Math.floor(nowMs / 1000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

const headerText = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 200);

const limits = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000, dnsTimeout: 5_000 };

async function mail({ address, relay }: ChannelRecord, { message, name, nowMs }: Letter): Promise<void> {
  const { createTransport } = await import('nodemailer'); // most installations never send one
  const url = new URL(relay ?? '');
  const isTls = url.protocol === 'smtps:';
  const user = decodeURIComponent(url.username);
  const transport = createTransport({
    ...limits,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (isTls ? 465 : 587)),
    secure: isTls,
    ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(url.password) } }),
  });
  const host = new URL(message.links.page).hostname;
  try {
    await transport.sendMail({
      from: { name: 'Rostra', address: user.includes('@') ? user : `rostra@${host}` },
      to: [...recipients(address)],
      subject: `[Rostra] ${message.subject}`,
      text: messageText(message),
      messageId: `<${name}@${host}>`,
      date: new Date(nowMs),
    });
  } finally {
    transport.close();
  }
}
