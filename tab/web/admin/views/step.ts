import { icon, statusSentence } from '#kit/html/controls.ts';
import type { StatusSentence } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html, HtmlValue } from '#kit/html/html.ts';
import type { Round } from '../../../rules/round.ts';
import { currentStep, roundSentence } from '../../../rules/round-stage.ts';
import type { RoundFacts, StepName } from '../../../rules/round-stage.ts';
import type { RoundActName } from '../../../round/path.ts';
import type { SideName } from '../../../rules/side-names.ts';
import { actNeeds, stepNeeds } from '../../../rules/step-needs.ts';
import { paths } from '../routes.ts';
import { door as openDoor } from './doors.ts';
import { actButton, livePart, tabPage } from './frame.ts';
import type { ActButton, Event, PageFault, Visitor } from './frame.ts';
import { pageOfStep, roundLineView, stepVerbs } from './round-line.ts';

/** What every page of a round's step has. */
export interface StepFrame {
  readonly visitor: Visitor;
  readonly fault: PageFault | null;
  readonly event: Event;
  readonly round: Round;
  readonly facts: RoundFacts;
  readonly sides: readonly SideName[];
}

interface StepBody {
  readonly step: StepName;
  readonly title: string;
  readonly status: StatusSentence;
  readonly body: HtmlValue;
  readonly islands?: readonly string[];
  /** The stream that keeps the page up to date while it is looked at. */
  readonly liveUrl?: string;
  readonly wide?: boolean;
}

/** Headline, the round as a row of steps, then what the step is about. */
export function stepView(frame: StepFrame, { step, title, status, body, liveUrl, ...page }: StepBody): Html {
  const { visitor, fault, event, facts, round } = frame;
  const content = html`${statusSentence(status)}${roundLineView(facts, { slug: event.slug, seq: round.seq, visitor })}${body}${historyDoor(frame)}`;
  return tabPage({
    title: `${round.name}, ${title}`,
    visitor,
    fault,
    event,
    tab: step,
    ...page,
    islands: [...(page.islands ?? []), 'tab/undo-key'],
    isLive: liveUrl !== undefined,
    body: html`${liveUrl === undefined ? content : livePart(liveUrl, content)}${undoKey(event, round, visitor)}`,
  });
}

/** The way to what was done to the round, and back. */
function historyDoor({ event, round, visitor }: StepFrame): Html | null {
  const door = {
    href: paths.history(event.slug, round.seq),
    needs: 'view.debate.admin',
    words: 'History and undo',
    button: 'r-quiet',
  } as const;
  const link = openDoor(visitor, door);
  return link && html`<p class="r-muted r-small">${icon('clock-history')} ${link} <kbd>Z</kbd> takes back what you did last</p>`;
}

/** Z on any page of a round; says at the foot of the window what it took back. */
export function undoKey({ slug }: Event, { seq }: Round, { csrf }: Visitor): Html {
  const props = { undoUrl: paths.undoLast(slug, seq), csrf };
  return html`<div class="r-undo" data-island="undo-key" data-props="${JSON.stringify(props)}"><div role="status" data-undo-say></div></div>`;
}

/** The headline as the round itself says it, with this page's buttons. */
export function roundStatus({ facts }: StepFrame, actions: readonly Html[]): StatusSentence {
  const { state, sentence, next } = roundSentence(facts);
  return { state, sentence, detail: currentStep(facts) === null ? next : html`Next: <b>${next}.</b>`, actions };
}

/** A button that does this to the round; nothing for whoever may not. */
export function act({ event, round, visitor }: StepFrame, name: RoundActName, button: Omit<ActButton, 'action' | 'csrf'>): Html {
  const needs = actNeeds[name];
  if (needs !== undefined && visitor.may?.(needs) === false) return html``;
  return actButton({ action: paths.act(event.slug, round.seq, name), csrf: visitor.csrf, ...button });
}

/** The way on, when this page's own work is done: to the page of the step that the round is at. */
export function wayOn(frame: StepFrame, here: StepName): Html[] {
  const step = currentStep(frame.facts);
  if (step === null || pageOfStep[step] === here) return [];
  return mayOpen(frame, pageOfStep[step]) ? [nextStep(frame, pageOfStep[step], stepVerbs[step])] : [];
}

function mayOpen({ visitor: { may = () => true } }: StepFrame, page: StepName): boolean {
  return may(stepNeeds[page]);
}

/** The link to a step's page. */
export function nextStep({ event, round }: StepFrame, step: StepName, label: string): Html {
  return html`<a class="btn btn-primary" href="${paths.step(event.slug, round.seq, step)}">${label}</a>`;
}
