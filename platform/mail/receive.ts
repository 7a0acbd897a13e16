import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerAuthentication, SMTPServerDataStream, SMTPServerSession } from 'smtp-server';
import { invariant } from '#kit/errors/invariant.ts';
import type { Clock } from '#kit/time/clock.ts';
import type { MailBox } from '../store/mail.ts';
import type { Accounts } from './accounts.ts';

export interface MailDesk {
  readonly box: MailBox;
  readonly accounts: Accounts;
  readonly clock: Clock;
  /** A line for the log of the app whose account it is. */
  tell(account: string, text: string): void;
}

const largestBytes = 25 * 1024 * 1024;
const mostClients = 200;
const hourMs = 3_600_000;
/** Of each account; older ones go. */
const kept = { newest: 1_000, days: 7 };

/** Takes messages by SMTP from those who have an account. It listens on this machine only, so it speaks no TLS. */
export function mailReceiver(desk: MailDesk): SMTPServer {
  return new SMTPServer({
    name: 'rostra',
    banner: 'Rostra mail',
    logger: false,
    disableReverseLookup: true,
    authMethods: ['PLAIN', 'LOGIN'],
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    size: largestBytes,
    rejectOversized: true,
    maxClients: mostClients,
    onAuth: (auth, _session, done) => answer(login(desk, auth), (fault, user) => done(fault, user === null ? undefined : { user })),
    onMailFrom: (_from, session, done) => answer(refuseTooMany(desk, session), (fault) => done(fault)),
    onData: (stream, session, done) => answer(take(desk, stream, session), (fault, says) => done(fault, says ?? undefined)),
  });
}

/** The library wants to be called back. */
function answer<Value>(work: Promise<Value>, reply: (fault: Error | null, value: Value | null) => void): void {
  const fail = (fault: unknown): void => reply(fault instanceof Error ? fault : new Error(String(fault)), null);
  void work.then((value) => reply(null, value), fail);
}

async function login({ accounts }: MailDesk, { username, password }: SMTPServerAuthentication): Promise<string> {
  const found = await accounts.login(username ?? '', password ?? '');
  if (found === null) throw refusal(535, 'Wrong user or password: take EMAIL_HOST_USER and EMAIL_HOST_PASSWORD of the app.');
  return found.account;
}

async function refuseTooMany(desk: MailDesk, session: SMTPServerSession): Promise<void> {
  const { accounts, box, clock } = desk;
  const account = accountOf(session);
  const most = (await accounts.find(account))?.messagesPerHour ?? null;
  if (most === null || box.countSince(account, clock.nowMs() - hourMs) < most) return;
  desk.tell(account, `Message refused: ${most} messages in the last hour, as many as its plan has`);
  throw refusal(452, `${most} messages in the last hour are as many as the plan has. Send it later, or take a larger plan.`);
}

async function take(desk: MailDesk, stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> {
  const raw = await bytesOf(stream);
  const account = accountOf(session);
  const relay = (await desk.accounts.find(account))?.relay ?? null;
  const envelope = envelopeOf(session);
  const atMs = desk.clock.nowMs();
  const state = relay === null ? 'kept' : 'waiting';
  const id = desk.box.add({ account, atMs, ...envelope, subject: await subjectOf(raw), raw, state });
  desk.box.prune(account, { newest: kept.newest, sinceMs: atMs - kept.days * 24 * hourMs });
  const count = envelope.recipients.length;
  const fate = relay === null ? 'kept in the mail trap, sent to nobody' : 'taken, to be sent on';
  desk.tell(account, `Message ${id} for ${count} ${count === 1 ? 'recipient' : 'recipients'} ${fate}`);
  return `Message ${id} ${fate}`;
}

async function bytesOf(stream: SMTPServerDataStream): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) if (!stream.sizeExceeded) pieces.push(Buffer.from(piece));
  if (stream.sizeExceeded) throw refusal(552, `A message may have ${largestBytes / 1024 / 1024} MB.`);
  return Buffer.concat(pieces);
}

function envelopeOf({ envelope: { mailFrom, rcptTo } }: SMTPServerSession): {
  readonly sender: string;
  readonly recipients: readonly string[];
} {
  const sender = mailFrom === false || mailFrom === null ? '' : mailFrom.address;
  return { sender, recipients: rcptTo.map(({ address }) => address) };
}

async function subjectOf(raw: Buffer): Promise<string> {
  const parsed = await PostalMime.parse(raw).catch(() => null);
  return (parsed?.subject ?? '').slice(0, 500);
}

function accountOf({ user }: SMTPServerSession): string {
  invariant(typeof user === 'string', 'who sends has logged in');
  return user;
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
