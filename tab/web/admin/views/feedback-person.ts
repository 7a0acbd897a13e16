import { card, csrfField, emptyState, field, statusSentence } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { FeedbackQuestion } from '../../../rules/feedback-questions.ts';
import { questionFields } from '../../question-fields.ts';
import { paths } from '../routes.ts';
import { piecesCard, type PiecesView } from './feedback-pieces.ts';
import { tabPage } from './frame.ts';
import type { Event, PageFault, Visitor } from './frame.ts';

interface AboutView extends PiecesView {
  readonly fault: PageFault | null;
  readonly judge: {
    readonly id: number;
    readonly name: string;
    readonly base: number;
    readonly mean: number | null;
    readonly score: number;
  };
  readonly roundName: string | null;
  readonly history: readonly { readonly round: string | null; readonly score: number }[];
  readonly range: { readonly min: number; readonly max: number };
}

const rounded = (value: number): string => (Math.round(value * 100) / 100).toFixed(2);

/** Everything that was said of one adjudicator, and what they count. */
export function feedbackAboutPage(view: AboutView): Html {
  const { visitor, event, fault, judge, pieces, roundName } = view;
  const mean = judge.mean === null ? 'no feedback counts yet' : `feedback ${rounded(judge.mean)}`;
  return tabPage({
    title: `Feedback on ${judge.name}`,
    visitor,
    fault,
    event,
    tab: 'feedback',
    body: html`${statusSentence({
      state: 'ok',
      sentence: `${judge.name}: ${rounded(judge.score)}${roundName === null ? '' : ` in ${roundName}`}.`,
      detail: html`Base score ${rounded(judge.base)}, ${mean}. <a href="${paths.feedback(event.slug)}">All feedback</a>`,
    })}<div class="r-two start r-wide-first">${
      pieces.length === 0
        ? emptyState({
            icon: 'list-ul',
            sentence: 'Nobody has said anything yet',
            fact: 'Pieces stand here as soon as somebody sends one.',
          })
        : piecesCard(view)
    }<div class="r-stack">${scoreCard(view)}</div></div>`,
  });
}

function scoreCard({ visitor, event, judge, history, range }: AboutView): Html {
  const { may = () => true, csrf } = visitor;
  return card({
    title: 'Base score',
    body: html`${
      may('edit.judgescoresind') &&
      html`<form class="r-stack" method="post" action="${paths.feedbackScore(event.slug, judge.id)}" data-island="submit-once">${csrfField(csrf)}${field({ name: 'score', label: `From ${range.min} to ${range.max}`, type: 'text', value: judge.base, attributes: { inputmode: 'decimal' } })}<div class="r-buttons"><button class="btn btn-outline">Save</button></div></form>`
    }${
      history.length > 0 &&
      table({
        caption: 'Base score over time',
        columns: [{ label: 'Since' }, { label: 'Score', numeric: true }],
        rows: history.map(({ round, score }) => [round ?? 'before the first round', score]),
      })
    }`,
  });
}

/** Everything that one adjudicator or team has sent, and what they owe. */
export function feedbackFromPage(
  view: PiecesView & {
    readonly name: string;
    readonly owed: readonly { readonly round: string; readonly about: string }[];
    readonly sent: number;
    readonly unexpected: number;
    readonly addHref: string;
  },
): Html {
  const { visitor, event, name, owed, sent, unexpected, pieces, addHref } = view;
  const { may = () => true } = visitor;
  return tabPage({
    title: `Feedback from ${name}`,
    visitor,
    event,
    tab: 'feedback',
    body: html`${statusSentence({
      state: owed.length === 0 ? 'ok' : 'wait',
      sentence: owed.length === 0 ? `${name} owes nothing.` : `${name} owes ${owed.length} ${owed.length === 1 ? 'piece' : 'pieces'}.`,
      detail: html`${sent} sent as asked${unexpected > 0 && `, ${unexpected} that nobody asked for`}. <a href="${paths.feedback(event.slug)}">All feedback</a>`,
      actions: may('add.feedback') ? [html`<a class="btn btn-primary" href="${addHref}">Enter a piece</a>`] : [],
    })}${
      owed.length > 0 &&
      card({
        title: 'Owed',
        flush: true,
        body: table({
          caption: 'Pieces owed',
          columns: [{ label: 'Round' }, { label: 'About' }],
          rows: owed.map(({ round, about }) => [round, about]),
        }),
      })
    }${pieces.length > 0 && piecesCard(view)}`,
  });
}

export interface AddView {
  readonly visitor: Visitor;
  readonly event: Event;
  readonly fault: PageFault | null;
  readonly sources: readonly { readonly value: string; readonly label: string }[];
  /** `adjudicator-12`, or empty before somebody is chosen. */
  readonly source: string;
  readonly range: { readonly min: number; readonly max: number };
  readonly debates: readonly {
    readonly id: number;
    readonly round: string;
    readonly intent: string;
    readonly targets: readonly { readonly value: number; readonly label: string }[];
    readonly questions: readonly FeedbackQuestion[];
    readonly typed: ((name: string) => readonly string[]) | undefined;
  }[];
}

/** Feedback on paper: who gave it, then a form for each debate they were in. */
export function feedbackAddPage(view: AddView): Html {
  const { visitor, event, fault, sources, source, debates } = view;
  const chosen = sources.find(({ value }) => value === source);
  return tabPage({
    title: 'Enter feedback',
    visitor,
    fault,
    event,
    tab: 'feedback',
    body: html`${statusSentence({
      state: 'wait',
      icon: 'pencil',
      sentence: chosen === undefined ? 'Whose feedback is it?' : `Feedback from ${chosen.label}.`,
      detail: html`What is entered here counts at once. <a href="${paths.feedback(event.slug)}">All feedback</a>`,
    })}${card({
      title: 'From',
      body: html`<form class="r-stack" method="get" action="${paths.feedbackAdd(event.slug)}">${field({ name: 'source', label: 'Adjudicator or team', type: 'select', value: source, options: [{ value: '', label: 'choose' }, ...sources] })}<div class="r-buttons"><button class="btn btn-outline">Show their debates</button></div></form>`,
    })}${
      chosen !== undefined &&
      debates.length === 0 &&
      emptyState({
        icon: 'list-ul',
        sentence: 'No debate of theirs is published',
        fact: 'Feedback is about somebody they met in a debate.',
      })
    }${debates.map((debate) => addForm(view, debate))}`,
  });
}

function addForm({ visitor, event, source, range }: AddView, debate: AddView['debates'][number]): Html {
  const { id, round, intent, targets, questions, typed = () => [] } = debate;
  const first = (name: string): string => typed(name)[0] ?? '';
  return card({
    title: round,
    id: `debate-${id}`,
    body: html`<form class="r-stack" method="post" action="${paths.feedbackAdd(event.slug)}" data-island="submit-once">${csrfField(visitor.csrf)}<input type="hidden" name="source" value="${source}"><input type="hidden" name="debate" value="${id}"><input type="hidden" name="intent" value="${intent}">
${field({ name: 'target', id: `target-${id}`, label: 'About', type: 'select', options: targets, value: first('target') })}
${field({ name: 'score', id: `score-${id}`, label: `Score, ${range.min} to ${range.max}`, type: 'text', required: true, value: first('score'), attributes: { inputmode: 'decimal', autocomplete: 'off' } })}
${questionFields({ questions, form: id, typed })}
${field({ name: 'comment', id: `comment-${id}`, label: 'Said', type: 'textarea', value: first('comment'), attributes: { rows: 3, maxlength: 4000 } })}
<div class="r-buttons"><button class="btn btn-primary">Save</button></div></form>`,
  });
}
