import { banner, emptyState, field } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { FeedbackQuestion } from '../../../rules/feedback-questions.ts';
import { questionFields } from '../../question-fields.ts';
import { personalPage } from './frame.ts';

interface Target {
  readonly id: number;
  readonly name: string;
  readonly place: 'C' | 'P' | 'T';
}

/** A debate whose panel can be rated. */
export interface RatedDebate {
  readonly id: number;
  readonly round: string;
  readonly intent: string;
  /** The organisers' own, for whoever the visitor is in this debate. */
  readonly questions: readonly FeedbackQuestion[];
  /** What was on the form when it was refused. */
  readonly typed: ((name: string) => readonly string[]) | undefined;
  readonly targets: readonly Target[];
  readonly sent: readonly { readonly targetId: number; readonly name: string; readonly score: number | null }[];
}

interface FeedbackView {
  readonly event: string;
  readonly action: string;
  readonly homeUrl: string;
  readonly range: { readonly min: number; readonly max: number };
  /** A team rates whoever spoke for the panel, so one piece a debate. */
  readonly isOneOf: boolean;
  /** Nobody is chosen beforehand, so that the team says who it was. */
  readonly asksOrallist: boolean;
  /** What the organisers say above the forms. */
  readonly introduction: readonly string[];
  readonly fault: string | null;
  readonly debates: readonly RatedDebate[];
}

/** Feedback on the judges of each debate: what is owed first. */
export function feedbackPage(view: FeedbackView): Html {
  const asked = view.debates.filter(({ targets }) => targets.length > 0);
  const owed = asked.filter((debate) => isOwed(debate, view.isOneOf));
  const done = asked.filter((debate) => !isOwed(debate, view.isOneOf));
  return personalPage({
    title: `Feedback: ${view.event}`,
    top: html`<b>Feedback</b><span class="r-grow"></span><a href="${view.homeUrl}">Back</a>`,
    islands: ['kit/submit-once'],
    body: html`<div class="stack"><h1>${owed.length === 0 ? 'You owe no feedback.' : `Feedback on ${owed.length} ${owed.length === 1 ? 'debate' : 'debates'} is open.`}</h1>
${view.introduction.map((words) => html`<p>${words}</p>`)}
${view.fault !== null && banner({ kind: 'failed', text: view.fault })}
${asked.length === 0 && emptyState({ icon: 'hourglass-split', sentence: 'Nothing to rate yet.', fact: 'It shows here once feedback on a debate of yours is open.' })}
${[...owed, ...done].map((debate) => debatePart(view, debate))}</div>`,
  });
}

const isOwed = ({ targets, sent }: RatedDebate, isOneOf: boolean): boolean => sent.length < (isOneOf ? 1 : targets.length);

const places = { C: 'chair', P: 'panellist', T: 'trainee' } as const;

function debatePart(view: FeedbackView, debate: RatedDebate): Html {
  const { round, sent, typed } = debate;
  const said = sent.map(({ name, score }) => html`<p>Sent: <b>${name}</b>${score !== null && html`, ${score}`}</p>`);
  const form = formOf(view, debate);
  const again = html`<details${typed && html` open`}><summary>Send it anew</summary>${form}</details>`;
  return html`<section class="r-me"><h2>${round}</h2>${said}${isOwed(debate, view.isOneOf) ? form : again}</section>`;
}

function formOf(view: FeedbackView, debate: RatedDebate): Html {
  const { action, range } = view;
  const { id, intent, questions, typed = () => [] } = debate;
  const typedText = (name: string): string => typed(name)[0] ?? '';
  return html`<form method="post" action="${action}" class="r-stack" data-island="submit-once"><input type="hidden" name="debate" value="${id}"><input type="hidden" name="intent" value="${intent}">
${targetField(view, debate)}
${field({ name: 'score', id: `score-${id}`, label: `Score, ${range.min} to ${range.max}`, type: 'text', required: true, value: typedText('score'), attributes: { inputmode: 'decimal', maxlength: 6, autocomplete: 'off' } })}
${questionFields({ questions, form: id, typed })}
${field({ name: 'comment', id: `comment-${id}`, label: 'What should they hear?', type: 'textarea', value: typedText('comment'), attributes: { rows: 3, maxlength: 4000 } })}
<div class="r-buttons"><button class="btn btn-primary">Send</button></div></form>`;
}

function targetField({ isOneOf, asksOrallist }: FeedbackView, { id, targets, sent, typed }: RatedDebate): Html {
  const next = targets.find((one) => sent.every(({ targetId }) => targetId !== one.id))?.id ?? '';
  const isOpen = isOneOf && asksOrallist && targets.length > 1;
  return field({
    name: 'target',
    id: `target-${id}`,
    label: isOneOf ? 'Who gave the reasons?' : 'About',
    type: 'select',
    required: isOpen,
    options: [
      ...(isOpen ? [{ value: '', label: 'choose' }] : []),
      ...targets.map((one) => ({ value: one.id, label: `${one.name}, ${places[one.place]}` })),
    ],
    value: typed?.('target')[0] ?? (isOpen ? '' : next),
  });
}
