import { html, trusted, type Html } from '#kit/html/html.ts';
import { newIntent } from '#kit/db/receipts.ts';
import { callAuthor, type Callback } from '../game/definition.ts';
import type { ChatOptions } from '../game/context.ts';
import type { AskedField, FormFaults, Posted } from '../rules/form.ts';
import { pagesBehind } from '../rules/game-order.ts';
import type { PagePlace } from '../rules/session-plan.ts';
import { timeLeftText } from '../rules/timeout.ts';
import { timeoutOf } from './advance.ts';
import { FormOnPage } from './form-markup.ts';
import { chatMarkup } from './chat-markup.ts';
import { contextAt, orderOf, type Visit } from './load-visit.ts';
import { pageScript } from './page-script.ts';
import { askedForm, type AskedForm } from './read-form.ts';
import type { Frame, ShownPage } from './reply.ts';
import { wayBack } from './way-back.ts';

/** What was sent and is wrong. */
export interface Rejected {
  readonly posted: Posted;
  readonly faults: FormFaults;
  /** Counted all the same, by field. */
  readonly tries: Readonly<Record<string, number>>;
}

export interface Look {
  /** By the database's clock; null when the page has none. */
  readonly deadlineMs: number | null;
  readonly rejected: Rejected | null;
}

/** Runs the author's view. */
export function showPage(visit: Visit, place: AskedForm['place'], { deadlineMs, rejected }: Look): ShownPage {
  const timer = deadlineMs === null ? trusted('') : timerOf(visit, place, deadlineMs);
  const written = viewOf(visit, place, { timer, rejected });
  const isTimerPlaced = deadlineMs === null || written.includes('data-island="timer"');
  return {
    ...frameOf(visit),
    title: textOf(place.page.title, visit, place) ?? '',
    ...withFootButton(written),
    timer: isTimerPlaced ? null : timer,
    faults: rejected?.faults ?? null,
    intent: newIntent(),
    keepsDraft: keepsDraft(place, written),
    idle: idleOf(place),
    script: pageScript(place.playable, place.page)?.url ?? null,
    vars: varsOf(visit, place),
    isLive: place.page.live !== null,
  };
}

/** What the page's script gets. */
export function varsOf(visit: Visit, place: PagePlace): object {
  const { client } = place.page;
  return client ? callAuthor(client, contextAt(visit, { place, callback: 'client' })) : {};
}

/** Where there is something to type. */
function keepsDraft({ page }: AskedForm['place'], written: string): boolean {
  return page.draft && page.live === null && /<(?:input|select|textarea)\b/.test(written);
}

/** Where a game asks whether people are there. */
function idleOf({ playable }: PagePlace): ShownPage['idle'] {
  const { idle, countdown } = playable.game.dropout;
  return idle === null ? null : { idle, countdown };
}

function viewOf(visit: Visit, place: AskedForm['place'], { timer, rejected }: { timer: Html; rejected: Rejected | null }): string {
  const form = new FormOnPage({
    fields: askedForm(visit, place).fields,
    session: visit.session,
    typed: rejected?.posted ?? visit.row.draft,
    stored: (field) => storedOf(visit, field),
    faults: rejected?.faults ?? null,
  });
  const backButton = (steps: number): Html => backMarkup(wayBack(visit, place, steps) && steps, visit.session.say('back'));
  const extra = {
    form,
    next: nextMark(visit.session.say('next')),
    nextButton: nextMark,
    back: backButton(1),
    backBy: backButton,
    timer,
    chat: (options?: ChatOptions) => chatMarkup(visit, place, options),
  };
  return callAuthor(place.page.view, contextAt(visit, { place, callback: 'view', extra })).toString();
}

function backMarkup(steps: number | null, word: string): Html {
  if (steps === null) return trusted('');
  return html`<button class="btn btn-outline-secondary btn-lg otree-btn-back" name="lab_back" value="${steps}">${word}</button>`;
}

function storedOf({ row }: Visit, { owner, name }: AskedField) {
  return (owner === 'player' ? row.seat.player : row.seat.group).data[name] ?? null;
}

export function textOf(text: string | Callback<string> | null, visit: Visit, place: PagePlace): string | null {
  return typeof text === 'function' ? callAuthor(text, contextAt(visit, { place, callback: 'title' })) : text;
}

const mark = /<lab-next data-label="([^"]*)"><\/lab-next>/g;

function nextMark(label: string): Html {
  return html`<lab-next data-label="${label}"></lab-next>`;
}

/** The button stands at the foot of the page when the view ends with it, and where the view put it otherwise. */
function withFootButton(written: string): { readonly content: Html; readonly next: string | null } {
  const marks = [...written.matchAll(mark)];
  const [only] = marks;
  const isAtEnd = marks.length === 1 && only && /^(?:\s|<\/[a-z]+>)*$/.test(written.slice(only.index + only[0].length));
  if (only && isAtEnd) return { content: trusted(written.replace(mark, '')), next: plainText(only[1] ?? '') };
  return { content: trusted(written.replace(mark, '<button class="btn btn-primary btn-lg otree-btn-next">$1</button>')), next: null };
}

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

const plainText = (markup: string): string => markup.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity);

function timerOf(visit: Visit, place: AskedForm['place'], deadlineMs: number): Html {
  const leftMs = Math.round(deadlineMs - visit.row.nowMs);
  const wholeMs = Math.max(leftMs, 1000 * (timeoutOf(visit, place) ?? 0), 1);
  return html`<div class="r-timer otree-timer" role="timer" data-island="timer" data-props="${JSON.stringify({ leftMs, wholeMs, ...place.page.timer })}"><span>${place.page.timerText ?? visit.session.say('timeLeft')}</span><b class="otree-timer__time-left">${timeLeftText(leftMs)}</b><span class="r-progress" aria-hidden="true"><i style="width:${Math.round((100 * Math.max(0, leftMs)) / wholeMs)}%"></i></span></div>`;
}

/** As the page says, else its game, else the project. */
function layoutOf(visit: Visit): Frame['layout'] {
  const { place, session } = visit;
  const layout = place?.page.layout ?? place?.playable.game.layout ?? session.layout;
  return place && layout && ((parts) => callAuthor(layout, parts, contextAt(visit, { place, callback: 'layout' })));
}

/** What surrounds every page of a participant. */
export function frameOf(visit: Visit): Frame {
  const { code, place, row, session } = visit;
  const rounds = place?.playable.game.rounds ?? 1;
  const name = session.facts.config['displayName'];
  return {
    spot: { code, pageIndex: row.pageIndex, place },
    language: session.rules.money.language,
    styles: session.styles,
    where: place && rounds > 1 ? session.say('roundOf', { round: place.round, rounds }) : typeof name === 'string' ? name : '',
    notice: row.notice,
    layout: layoutOf(visit),
    progress: Math.round((100 * pagesBehind(session.plan, row.pageIndex, orderOf(visit))) / session.plan.pages.length),
  };
}
