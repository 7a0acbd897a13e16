import { card, chip, csrfField, emptyState, field, icon, statusSentence, type StatusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { Mail, MailMessage } from '../../../rules/addon-resources.ts';
import { clockTime, several } from '../format.ts';
import { paths } from '../routes.ts';
import { faultBanner, type PageFault } from './fault.ts';
import { dashboardPage, holdButton, onlyFor, type Visitor } from './frame.ts';

export interface MailsPage {
  readonly app: string;
  /** Newest first. */
  readonly mails: readonly Mail[];
  /** Where they are sent on to; null: nowhere. */
  readonly relay: string | null;
  readonly visitor: Visitor;
  readonly nowMs: number;
  readonly fault: PageFault | null;
}

/** What an app sent. */
export function mailsPage(page: MailsPage): Html {
  const { app, mails, visitor, fault } = page;
  return dashboardPage({
    title: 'Mail',
    visitor,
    app: { name: app, tab: 'addons' },
    body: html`${statusSentence(headlineOf(page))}${faultBanner(fault)}
    ${mails.length === 0 ? emptyState({ icon: 'envelope', sentence: 'Nothing was sent yet', fact: html`The app sends by the config var <code>MAIL_URL</code>, or by <code>EMAIL_HOST</code> and those beside it.` }) : mailsCard(page)}
    ${visitor.may('change') ? html`<div class="r-two start">${relayCard(page)}${mails.length > 0 && clearCard(app, visitor)}</div>` : onlyFor('change')}`,
  });
}

function headlineOf({ app, mails, relay }: MailsPage): StatusSentence {
  const back = html`<a href="${paths.addons(app)}">All add-ons</a>`;
  const failed = mails.filter(({ state }) => state === 'failed').length;
  if (failed > 0)
    return { state: 'fail', sentence: `${several(failed, 'message')} of ${app} did not go out.`, detail: html`Each says why. ${back}` };
  if (relay === null)
    return {
      state: 'idle',
      icon: 'envelope',
      sentence: `The mail of ${app} is kept here and goes to nobody.`,
      detail: html`Good for trying things out. Set a relay below before the event. ${back}`,
    };
  return { state: 'ok', icon: 'envelope', sentence: `The mail of ${app} goes out by ${relay}.`, detail: back };
}

const states = {
  kept: { state: 'idle', word: 'kept here' },
  waiting: { state: 'wait', word: 'waits' },
  sent: { state: 'ok', word: 'sent' },
  failed: { state: 'fail', word: 'failed' },
} as const;

function mailsCard({ app, mails, nowMs }: MailsPage): Html {
  return card({
    title: 'Messages',
    say: 'newest first; kept for seven days',
    flush: true,
    body: table({
      caption: `What ${app} sent`,
      cards: true,
      columns: [{ label: 'Subject' }, { label: 'To' }, { label: 'State' }, { label: 'At', numeric: true }],
      rows: mails.map(({ id, subject, to, state, failure, at }) => [
        html`<a class="r-strong" href="${paths.mail(app, id)}">${subject === '' ? 'without a subject' : subject}</a>`,
        to.join(', '),
        html`${chip(states[state].state, states[state].word)} ${failure !== null && html`<span class="r-fail">${failure}</span>`}`,
        html`<time datetime="${at}">${clockTime(at, nowMs)}</time>`,
      ]),
    }),
  });
}

function relayCard({ app, relay, visitor }: MailsPage): Html {
  return card({
    title: 'Where it goes',
    say: relay === null ? 'nowhere yet' : relay,
    body: html`<form class="r-stack" method="post" action="${paths.mailRelay(app)}">${csrfField(visitor.csrf)}${field({ name: 'relay', label: 'Server of your provider', type: 'text', attributes: { autocomplete: 'off', spellcheck: 'false', placeholder: 'smtp://user:password@mail.example.org:587' }, help: 'Left empty, mail is kept here and goes to nobody.' })}<div class="r-buttons"><button class="btn btn-primary">Save</button></div></form>`,
  });
}

function clearCard(app: string, visitor: Visitor): Html {
  return card({
    title: 'Forget them',
    body: html`<form class="r-stack" method="post" action="${paths.clearMails(app)}">${csrfField(visitor.csrf)}<p class="r-muted">What is kept here goes; what was sent on has gone out.</p>${holdButton(html`${icon('trash')}Hold 1 s: drop all messages`, 'outline')}</form>`,
  });
}

export interface MailPage {
  readonly app: string;
  readonly mail: MailMessage;
  readonly visitor: Visitor;
  readonly nowMs: number;
}

/** One message, as its receiver would see it: its markup in a frame that may do nothing. */
export function mailPage({ app, mail, visitor, nowMs }: MailPage): Html {
  const { subject, from, to, at, attachments } = mail;
  const detail = html`From ${from} to <b>${to.join(', ')}</b>, ${clockTime(at, nowMs)}. <a href="${paths.mails(app)}">All messages</a>`;
  const files = attachments.map(({ name, bytes }) => html`<li>${name} <span class="r-muted">${Math.ceil(bytes / 1024)} kB</span></li>`);
  return dashboardPage({
    title: 'Message',
    visitor,
    app: { name: app, tab: 'addons' },
    body: html`${statusSentence({ state: 'idle', icon: 'envelope', sentence: subject === '' ? 'A message without a subject' : subject, detail })}
    ${mail.html !== null && card({ title: 'As it looks', say: 'nothing in it can run, load or lead anywhere', flush: true, body: html`<iframe class="r-letter" title="The message as it looks" sandbox="" srcdoc="${mail.html}"></iframe>` })}
    ${card({ title: 'Its text', body: html`<pre class="r-pre">${mail.text}</pre>` })}
    ${files.length > 0 && card({ title: 'Attached', body: html`<ul>${files}</ul>` })}`,
  });
}
