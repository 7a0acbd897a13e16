import { card, emptyState, statusSentence } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { Permission } from '../../../rules/permissions.ts';
import { paths } from '../routes.ts';
import { door } from './doors.ts';
import { piecesCard, type PiecesView } from './feedback-pieces.ts';
import { tabPage } from './frame.ts';

interface FeedbackView extends PiecesView {
  /** Private links take feedback. */
  readonly isOpen: boolean;
  /** All pieces; the page shows the newest. */
  readonly count: number;
  /** Pieces that were not replaced. */
  readonly counting: number;
  /** Whose weight of feedback the scores are made with. */
  readonly roundName: string | null;
  /** The round whose sheets are to be printed, by its number; null where none are. */
  readonly sheetsOf: number | null;
  readonly judges: readonly {
    readonly id: number;
    readonly name: string;
    readonly base: number;
    readonly mean: number | null;
    readonly pieces: number;
    readonly score: number;
  }[];
  readonly owing: readonly {
    readonly kind: 'adjudicator' | 'team';
    readonly id: number;
    readonly name: string;
    readonly owed: number;
    readonly sent: number;
    readonly unexpected: number | null;
    readonly coverage: number;
  }[];
}

export function feedbackPage(view: FeedbackView): Html {
  const { visitor, event, pieces, count } = view;
  const { may = () => true } = visitor;
  return tabPage({
    title: 'Feedback',
    visitor,
    event,
    tab: 'feedback',
    body: html`${headline(view)}<div class="r-two start">${judgesCard(view)}${may('view.feedbackunsubmitted') && owingCard(view)}</div>${
      pieces.length === 0
        ? emptyState({ icon: 'list-ul', sentence: 'No feedback yet', fact: 'Pieces stand here as soon as somebody sends one.' })
        : may('view.feedback') &&
          piecesCard(view, count > pieces.length ? `the newest ${pieces.length} of ${count}; all are in the file` : 'the newest first')
    }`,
  });
}

function headline({ visitor, owing, counting, isOpen, event, sheetsOf }: FeedbackView): Html {
  const owed = owing.reduce((sum, one) => sum + one.owed, 0);
  const count = counting;
  const link = (href: string, needs: Permission, words: string): Html | null =>
    door(visitor, { href, needs, words, button: 'btn btn-outline' });
  const actions = [
    link(paths.feedbackAdd(event.slug), 'add.feedback', 'Enter a piece'),
    sheetsOf === null ? null : link(paths.feedbackSheets(event.slug, sheetsOf), 'view.debateadjudicator', 'Sheets to print'),
    link(paths.setupKind(event.slug, 'feedback-questions'), 'edit.feedbackquestion', 'Questions'),
    link(paths.feedbackFile(event.slug), 'view.feedback', 'All as a file'),
  ].filter((one) => one !== null);
  const sentence = `${count} ${count === 1 ? 'piece' : 'pieces'} of feedback, ${owed} owed.`;
  if (!isOpen)
    return statusSentence({
      state: 'late',
      sentence,
      actions,
      detail: html`Private links take no feedback: set participant_feedback in the ${door(visitor, { href: paths.settings(event.slug), needs: 'view.settings', words: 'settings' })}.`,
    });
  return statusSentence({
    state: owed === 0 ? 'ok' : 'wait',
    sentence,
    actions,
    detail: 'Each piece counts at once; ignore what should not.',
  });
}

const rounded = (value: number): string => (Math.round(value * 100) / 100).toFixed(2);

function judgesCard({ visitor, event, judges, roundName }: FeedbackView): Html {
  return card({
    title: 'Adjudicators',
    ...(roundName === null ? {} : { say: `the score is that of ${roundName}` }),
    flush: true,
    body: table({
      caption: 'Adjudicators and what was said of them',
      columns: [
        { label: 'Name' },
        { label: 'Base', numeric: true },
        { label: 'Feedback', numeric: true },
        { label: 'Pieces', numeric: true },
        { label: 'Score', numeric: true },
      ],
      rows: judges.map(({ id, name, base, mean, pieces, score }) => [
        door(visitor, { href: paths.feedbackAbout(event.slug, id), needs: 'view.feedback', words: html`<b>${name}</b>` }),
        rounded(base),
        mean === null ? html`<span class="nil">–</span>` : rounded(mean),
        pieces,
        html`<b>${rounded(score)}</b>`,
      ]),
    }),
  });
}

function owingCard({ visitor, event, owing }: FeedbackView): Html {
  const isShown = owing.some(({ unexpected }) => unexpected !== null);
  return card({
    title: 'Who owes feedback',
    say: 'of debates whose ballot is confirmed',
    flush: true,
    body:
      owing.length === 0
        ? html`<p class="in r-muted">Nothing is expected yet.</p>`
        : table({
            caption: 'Who owes feedback',
            columns: [
              { label: 'Who' },
              { label: 'Owed', numeric: true },
              { label: 'Sent', numeric: true },
              ...(isShown ? [{ label: 'Not asked for', numeric: true }] : []),
              { label: 'Share', numeric: true },
            ],
            rows: owing.map(({ kind, id, name, owed, sent, unexpected, coverage }) => [
              door(visitor, { href: paths.feedbackFrom(event.slug, kind, id), needs: 'view.feedback', words: name }),
              owed,
              sent,
              ...(isShown ? [unexpected === null || unexpected === 0 ? '' : `${unexpected} ?`] : []),
              `${Math.round(100 * coverage)} %`,
            ]),
          }),
  });
}
