import { card, chip, emptyState, statusSentence } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import { paths } from '../routes.ts';
import { door } from './doors.ts';
import { actButton, tabPage } from './frame.ts';
import type { Event, Visitor } from './frame.ts';

interface Piece {
  readonly id: number;
  readonly round: string;
  readonly target: string;
  readonly source: string;
  readonly isFromTrainee: boolean;
  readonly version: number;
  readonly score: number;
  readonly comment: string;
  readonly isConfirmed: boolean;
  readonly isIgnored: boolean;
}

interface FeedbackView {
  readonly visitor: Visitor;
  readonly event: Event;
  /** Private links take feedback. */
  readonly isOpen: boolean;
  readonly isAnonymous: boolean;
  /** Whose weight of feedback the scores are made with. */
  readonly roundName: string | null;
  readonly judges: readonly {
    readonly name: string;
    readonly base: number;
    readonly mean: number | null;
    readonly pieces: number;
    readonly score: number;
  }[];
  readonly pieces: readonly Piece[];
  readonly owing: readonly { readonly name: string; readonly owed: number; readonly sent: number; readonly coverage: number }[];
}

export function feedbackPage(view: FeedbackView): Html {
  const { visitor, event, pieces } = view;
  return tabPage({
    title: 'Feedback',
    visitor,
    event,
    tab: 'feedback',
    body: html`${headline(view)}<div class="r-two start">${judgesCard(view)}${owingCard(view)}</div>${
      pieces.length === 0
        ? emptyState({ icon: 'list-ul', sentence: 'No feedback yet', fact: 'Pieces stand here as soon as somebody sends one.' })
        : piecesCard(view)
    }`,
  });
}

function headline({ visitor, owing, pieces, isOpen, event }: FeedbackView): Html {
  const owed = owing.reduce((sum, one) => sum + one.owed, 0);
  const count = pieces.filter(({ isConfirmed }) => isConfirmed).length;
  const sentence = `${count} ${count === 1 ? 'piece' : 'pieces'} of feedback, ${owed} owed.`;
  if (!isOpen)
    return statusSentence({
      state: 'late',
      sentence,
      detail: html`Private links take no feedback: set participant_feedback in the ${door(visitor, { href: paths.settings(event.slug), needs: 'view.settings', words: 'settings' })}.`,
    });
  return statusSentence({ state: owed === 0 ? 'ok' : 'wait', sentence, detail: 'Each piece counts at once; ignore what should not.' });
}

const rounded = (value: number): string => (Math.round(value * 100) / 100).toFixed(2);

function judgesCard({ judges, roundName }: FeedbackView): Html {
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
      rows: judges.map(({ name, base, mean, pieces, score }) => [
        html`<b>${name}</b>`,
        rounded(base),
        mean === null ? html`<span class="nil">–</span>` : rounded(mean),
        pieces,
        html`<b>${rounded(score)}</b>`,
      ]),
    }),
  });
}

function owingCard({ owing }: FeedbackView): Html {
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
              { label: 'Share', numeric: true },
            ],
            rows: owing.map(({ name, owed, sent, coverage }) => [name, owed, sent, `${Math.round(100 * coverage)} %`]),
          }),
  });
}

function piecesCard({ pieces, visitor, event, isAnonymous }: FeedbackView): Html {
  return card({
    title: 'Pieces',
    say: 'the newest first',
    flush: true,
    body: table({
      caption: 'Pieces of feedback',
      cards: true,
      columns: [
        { label: 'Round' },
        { label: 'About' },
        { label: 'From' },
        { label: 'Score', numeric: true },
        { label: 'Said' },
        { label: 'State' },
        { label: 'Change', hidden: true },
      ],
      rows: pieces.map((piece) => [
        piece.round,
        html`<b>${piece.target}</b>`,
        isAnonymous ? 'hidden' : piece.source,
        piece.score,
        piece.comment,
        stateOf(piece),
        piece.isConfirmed &&
          actButton({
            action: paths.feedbackAct(event.slug, piece.id, piece.isIgnored ? 'count' : 'ignore'),
            csrf: visitor.csrf,
            label: piece.isIgnored ? 'Count it' : 'Ignore it',
          }),
      ]),
    }),
  });
}

function stateOf({ isConfirmed, isIgnored, isFromTrainee }: Piece): Html {
  if (!isConfirmed) return chip('idle', 'replaced');
  if (isIgnored) return chip('late', 'ignored');
  return isFromTrainee ? chip('idle', 'from a trainee') : chip('ok', 'counts');
}
