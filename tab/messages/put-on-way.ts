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
  const own = reached.map(({ id, email, values }) => ({
    personId: id,
    address: email,
    subject: fill(subject, values).replaceAll(/\s+/g, ' '),
    body: fill(body, values),
  }));
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
