import { card, chip, csrfField, emptyState, field, icon, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { Recipient } from '../../../messages/compose.ts';
import { messageKinds, sentByHand, type MessageKind } from '../../../rules/messages/kinds.ts';
import { paths } from '../routes.ts';
import { actButton, tabPage, type Event, type PageFault, type Visitor } from './frame.ts';

/** A message that was sent, or is on its way. */
export interface SentLine {
  readonly name: string;
  readonly address: string;
  readonly subject: string;
  readonly status: 'waiting' | 'sent' | 'failed';
  readonly tries: number;
  readonly failure: string | null;
  readonly clock: string;
}

export interface MessagesPage {
  readonly visitor: Visitor;
  readonly fault: PageFault | null;
  readonly event: Event;
  readonly kind: MessageKind;
  readonly round: { readonly seq: number; readonly name: string } | null;
  readonly rounds: readonly { readonly seq: number; readonly name: string }[];
  readonly intent: string;
  readonly subject: string;
  readonly body: string;
  readonly recipients: readonly Recipient[];
  /** Ids that the form had; empty: everybody. */
  readonly chosen: ReadonlySet<string>;
  readonly latest: readonly SentLine[];
  readonly counts: Readonly<Record<SentLine['status'], number>>;
  readonly maySend: boolean;
}

/** E-mails to participants, and what became of them. */
export function messagesPage(page: MessagesPage): Html {
  const { visitor, event, fault, counts } = page;
  return tabPage({
    title: 'Messages',
    visitor,
    event,
    fault,
    tab: 'messages',
    body: html`${statusSentence({
      state: counts.failed > 0 ? 'fail' : counts.waiting > 0 ? 'wait' : 'ok',
      sentence: headline(page),
      detail: 'E-mails leave from the worker, by the mail server that EMAIL_HOST names: on the platform, a mail add-on.',
      actions:
        counts.failed > 0 && page.maySend
          ? [
              actButton({
                action: paths.messagesAgain(event.slug),
                csrf: visitor.csrf,
                label: html`${icon('arrow-repeat')}Try those again`,
              }),
            ]
          : [],
    })}${kindsRow(page)}<div class="r-two start r-wide-first">${page.maySend && form(page)}${sentCard(page)}</div>`,
  });
}

function headline({ counts }: MessagesPage): string {
  if (counts.failed > 0) return `${counts.failed} ${counts.failed === 1 ? 'message was' : 'messages were'} not taken.`;
  if (counts.waiting > 0) return `${counts.waiting} ${counts.waiting === 1 ? 'message is' : 'messages are'} on the way.`;
  return counts.sent === 0 ? 'Nothing has been sent yet.' : `All ${counts.sent} messages are sent.`;
}

function kindsRow({ event, kind }: MessagesPage): Html {
  return html`<nav class="r-buttons" aria-label="What messages are about">${sentByHand.map(
    (name) =>
      html`<a class="btn ${name === kind ? 'btn-primary' : 'btn-outline'}" href="${paths.messages(event.slug)}?kind=${name}"${name === kind && html` aria-current="page"`}>${messageKinds[name].title}</a>`,
  )}</nav>`;
}

function form(page: MessagesPage): Html {
  const { visitor, event, kind, round, intent, subject, body, recipients } = page;
  const reached = recipients.filter(({ email }) => email !== '').length;
  const names = ['USER', 'TOURN', ...messageKinds[kind].names].map((name) => `{{ ${name} }}`).join(' ');
  return html`<form class="r-stack" method="post" action="${paths.messages(event.slug)}" data-island="submit-once">${csrfField(visitor.csrf)}<input type="hidden" name="kind" value="${kind}"><input type="hidden" name="intent" value="${intent}">
${card({
  title: messageKinds[kind].title,
  say: round?.name ?? '',
  body: html`<div class="r-stack">${round !== null && roundField(page, round.seq)}${field({ name: 'subject', label: 'Subject', type: 'text', value: subject, attributes: { maxlength: 200, required: true } })}<label class="r-field"><span>Text</span><textarea class="form-control" name="body" rows="9" required maxlength="20000">${body}</textarea></label><p class="r-muted r-small">Each of these stands for something of the person’s own: ${names}</p></div>`,
})}${card({
    title: 'To',
    say: `${reached} of ${recipients.length} have an address`,
    flush: true,
    body:
      recipients.length === 0
        ? emptyState({ icon: 'person', sentence: 'Nobody', fact: 'This message concerns nobody now.' })
        : recipientTable(page),
  })}<div class="r-buttons"><button class="btn btn-primary r-hold" data-island="hold-button"${reached === 0 && html` disabled`}>${icon('envelope')}Hold 1 s: send</button></div></form>`;
}

function roundField({ rounds }: MessagesPage, seq: number): Html {
  return html`<label class="r-field"><span>Round</span><select class="form-select" name="round">${rounds.map((one) => html`<option value="${one.seq}"${one.seq === seq && html` selected`}>${one.name}</option>`)}</select></label>`;
}

const roles = { speaker: 'speaker', adjudicator: 'adjudicator', coach: 'coach' } as const;

function recipientTable({ recipients, chosen }: MessagesPage): Html {
  return table({
    caption: 'Who gets it',
    columns: [{ label: 'Person' }, { label: 'Role' }, { label: 'Address' }],
    rows: recipients.map(({ id, name, kind, email }) => {
      const isChosen = email !== '' && (chosen.size === 0 || chosen.has(String(id)));
      return [
        html`<label class="r-check"><input class="form-check-input" type="checkbox" name="to" value="${id}"${isChosen && html` checked`}${email === '' && html` disabled`}><span>${name}</span></label>`,
        roles[kind],
        email === '' ? html`<span class="r-muted">none</span>` : email,
      ];
    }),
  });
}

const states = { waiting: chip('wait', 'on the way'), sent: chip('ok', 'sent'), failed: chip('fail', 'not taken') } as const;

function sentCard({ latest, counts }: MessagesPage): Html {
  return card({
    title: 'Sent',
    say: `${counts.sent} sent, ${counts.waiting} on the way`,
    flush: true,
    body:
      latest.length === 0
        ? emptyState({ icon: 'envelope', sentence: 'No messages', fact: 'What is sent stands here with what became of it.' })
        : table({
            caption: 'The last messages',
            columns: [{ label: 'To' }, { label: 'Subject' }, { label: 'State' }],
            rows: latest.map(({ name, subject, status, tries, failure, clock }) => [
              html`<b>${name}</b>`,
              subject,
              html`${states[status]} <span class="r-muted">${clock}${tries > 1 && ` · try ${tries}`}</span>${failure && html`<br><span class="r-error">${failure}</span>`}`,
            ]),
          }),
  });
}
