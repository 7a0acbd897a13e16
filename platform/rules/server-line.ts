import type { Plan } from './plans.ts';

/** A line that a server wrote about one of the add-ons that live in it. */
export interface ServerLine {
  /** Of the add-on's user. */
  readonly account: string;
  readonly text: string;
}

/**
 * Whom a line of a server's own log concerns, and what to tell them; null when it is the server's business alone. Postgres names the
 * role that had one connection too many; our mail server begins each line with the account.
 */
export function serverLine(service: Plan['service'], text: string): ServerLine | null {
  if (service === 'postgres') {
    const account = /FATAL:\s+too many connections for role "(\w+)"/.exec(text)?.[1];
    return account === undefined ? null : { account, text: tooManyConnections };
  }
  const [, account, rest] = (service === 'mail' ? /^(mail_\w+): (.*)$/.exec(text) : null) ?? [];
  return account === undefined || rest === undefined ? null : { account, text: rest };
}

const tooManyConnections = 'FATAL: too many connections for role: one more than the plan has was refused';

/** The same, with what the plan has and what to do. */
export function connectionsWords(addon: { readonly name: string; readonly plan: string }, limit: number | null): string {
  const has = limit === null ? '' : ` (${addon.plan} has ${limit})`;
  return `${tooManyConnections}${has}. A larger plan needs no restart: rostra addons:upgrade ${addon.name} standard-0`;
}
