import type { Transaction } from '#kit/db/connect.ts';
import { invariant } from '#kit/errors/invariant.ts';
import { WrongInput } from '../errors.ts';
import { fill, unknownNames } from '../rules/messages/fill.ts';
import { messageKinds, type MessageKind } from '../rules/messages/kinds.ts';
import type { Round } from '../rules/round.ts';
import type { Tournament } from '../rules/tournament.ts';
import { tell } from '../round/act.ts';
import * as journal from '../store/journal.ts';
import * as messages from '../store/messages.ts';
import type { Tab } from '../tab.ts';
import type { Recipient } from './compose.ts';

export interface SendWish {
  readonly tournament: Tournament;
  readonly kind: MessageKind;
  readonly round: Round | null;
  readonly actor: string;
  /** Of the form: sent twice, it writes once. */
  readonly intent: string;
  readonly subject: string;
  readonly body: string;
  /** Chosen ones; who has no address is left out. */
  readonly recipients: readonly Recipient[];
}

/** Puts a message to each of them on its way; gives how many are new. They leave from the worker, whatever becomes of whoever asked. */
export async function putOnWay(tab: Tab, { tournament, kind, round, actor, intent, subject, body, recipients }: SendWish): Promise<number> {
  refuseText(kind, subject, body);
  const reached = recipients.filter(({ email }) => email !== '');
  if (reached.length === 0)
    throw new WrongInput('Nobody of those chosen has an e-mail address.', 'Put addresses on record in the set-up of people.');
  const own = reached.map((recipient) => written(recipient, { subject, body }));
  const count = await tab.db.inTransaction(async (tx) => {
    const put = await messages.put(tx, { tournamentId: tournament.id, intent, kind, roundId: round?.id ?? null, actor, messages: own });
    const at = new Date(tab.clock.nowMs());
    const subjectOfJournal = round === null ? 'people' : `round:${round.seq}`;
    if (put > 0)
      await journal.append(tx, {
        tournamentId: tournament.id,
        at,
        actor,
        verb: 'messages_sent',
        subject: subjectOfJournal,
        change: { kind, count: put },
      });
    return put;
  });
  tell(tab, tournament, { verb: 'messages_sent', isPublic: false });
  return count;
}

/** The message as it goes to one of them. */
function written({ id, email, values }: Recipient, { subject, body }: Pick<SendWish, 'subject' | 'body'>): messages.NewMessage {
  return { personId: id, address: email, subject: fill(subject, values).replaceAll(/\s+/g, ' '), body: fill(body, values) };
}

/** A message that nobody sends by hand: it is written with what it tells of, in the words of the settings, to whoever has an address. */
export async function putWith(
  tx: Transaction,
  { tournament, kind, round, actor, intent, recipients }: Omit<SendWish, 'subject' | 'body'>,
): Promise<void> {
  const { texts } = messageKinds[kind];
  invariant(texts !== null, 'a message that nobody writes has its text in the settings');
  const [subject, body] = [String(tournament.settings[texts.subject]), String(tournament.settings[texts.body])];
  const own = recipients.filter(({ email }) => email !== '').map((recipient) => written(recipient, { subject, body }));
  if (own.length > 0)
    await messages.put(tx, { tournamentId: tournament.id, intent, kind, roundId: round?.id ?? null, actor, messages: own });
}

function refuseText(kind: MessageKind, subject: string, body: string): void {
  if (subject.trim() === '' || body.trim() === '') throw new WrongInput('A message needs a subject and a text.');
  const known = ['USER', 'TOURN', ...messageKinds[kind].names];
  const [unknown] = unknownNames(`${subject} ${body}`, known);
  if (unknown !== undefined)
    throw new WrongInput(
      `{{ ${unknown} }} stands for nothing in this message.`,
      `It may have ${known.map((name) => `{{ ${name} }}`).join(', ')}.`,
    );
}
