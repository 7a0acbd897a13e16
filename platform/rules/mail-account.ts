import * as v from 'valibot';

/** Who may send by the mail server, and what becomes of it. */
export interface MailAccount {
  readonly account: string;
  readonly password: string;
  /** Null: no limit. */
  readonly messagesPerHour: number | null;
  /** `smtp://user:password@host:587`; null: messages are kept and go nowhere. */
  readonly relay: string | null;
}

const schema = v.array(
  v.object({
    account: v.string(),
    password: v.string(),
    messagesPerHour: v.nullable(v.number()),
    relay: v.nullable(v.string()),
  }),
);

/** From the file that control writes for the mail server; nobody when it is not there yet or half. */
export function mailAccounts(text: string): readonly MailAccount[] {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
  return parsed.success ? parsed.output : [];
}

/** Milliseconds until a message is tried again after so many failures; null: it is given up, after about a day. */
export function mailRetryMs(failures: number): number | null {
  return retryMinutes[failures - 1] === undefined ? null : (retryMinutes[failures - 1] ?? 0) * 60_000;
}

const retryMinutes: readonly number[] = [1, 5, 15, 60, 240, 480, 720];

/** Why an address is no relay; null when it is one. */
export function relayFault(text: string): string | null {
  if (!URL.canParse(text)) return `"${text.slice(0, 80)}" is no address.`;
  const { protocol, hostname } = new URL(text);
  if (protocol !== 'smtp:' && protocol !== 'smtps:') return `A relay's address begins with smtp:// or smtps://, not ${protocol}//.`;
  return hostname === '' ? 'The address names no host.' : null;
}
