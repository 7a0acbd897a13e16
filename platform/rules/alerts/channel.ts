/** How people are told. */
export const channelKinds = ['email', 'webhook', 'slack', 'ntfy', 'heartbeat'] as const;

export type ChannelKind = (typeof channelKinds)[number];

export const channelWords: Readonly<Record<ChannelKind, string>> = {
  email: 'e-mail',
  webhook: 'signed webhook (JSON)',
  slack: 'chat (Slack, Discord, Mattermost)',
  ntfy: 'push (ntfy)',
  heartbeat: 'sign of life, each minute, to somebody who notices when it stops',
};

export interface ChannelWish {
  readonly kind: ChannelKind;
  readonly name: string;
  /** Addresses with commas between them, or a URL. */
  readonly address: string;
  /** Of e-mail: how it leaves, `smtp://user:password@host:587`. Null for all others. */
  readonly relay: string | null;
}

const mailAddress = /^[^\s@,<>"]{1,64}@[^\s@,<>"]{1,255}$/;
const mostAddresses = 20;

/** What is wrong with it, in one sentence; null: nothing. */
export function channelFault({ kind, name, address, relay }: ChannelWish): string | null {
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(name)) return `"${name}" cannot be the name of a channel: use small letters, digits and dashes.`;
  if (address.length > 2000) return 'The address is longer than 2,000 characters.';
  if (kind !== 'email') return relay === null ? urlFault(address) : 'Only e-mail leaves by a relay.';
  const wrong = recipients(address).find((one) => !mailAddress.test(one));
  if (wrong !== undefined) return `"${wrong}" is no e-mail address.`;
  if (recipients(address).length > mostAddresses) return `A channel writes to at most ${mostAddresses} people.`;
  return relay === null ? 'Say how mail leaves: smtp://user:password@mail.example.org:587' : null;
}

/** Those a channel of e-mail writes to. */
export const recipients = (address: string): readonly string[] => address.split(',').map((one) => one.trim());

function urlFault(address: string): string | null {
  const url = URL.parse(address);
  if (url === null) return `"${address}" is no URL.`;
  return url.protocol === 'https:' || url.protocol === 'http:' ? null : 'The URL must begin with https:// or http://.';
}

/** A channel that fails as often in a row raises an alert of its own, on the others (ALR-04). */
export const failuresToTell = 3;

/** How long to wait after a try that failed: 10 s to 10 min, five times more; null: given up. */
export function retryMs(tries: number): number | null {
  return [10_000, 30_000, 90_000, 270_000, 600_000][tries - 1] ?? null;
}

/** Without what is secret in it: a password, or the path of a webhook that is itself the key. */
export function shownAddress(kind: ChannelKind, address: string): string {
  const url = kind === 'email' ? null : URL.parse(address);
  if (url === null) return address;
  return kind === 'slack' || url.username !== '' || url.search !== '' ? `${url.protocol}//${url.host}/…` : url.href;
}
