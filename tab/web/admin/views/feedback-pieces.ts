import { card, chip } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import { answerWords, type Answers } from '../../../rules/feedback-questions.ts';
import { paths } from '../routes.ts';
import { door } from './doors.ts';
import { actButton } from './frame.ts';
import type { Event, Visitor } from './frame.ts';

export interface Piece {
  readonly id: number;
  readonly round: string;
  readonly targetId: number;
  readonly target: string;
  readonly source: string;
  readonly sourceAdjudicatorId: number | null;
  readonly sourceTeamId: number | null;
  readonly isFromTrainee: boolean;
  readonly version: number;
  readonly score: number;
  readonly comment: string;
  readonly answers: Answers;
  readonly isConfirmed: boolean;
  readonly isIgnored: boolean;
}

export interface PiecesView {
  readonly visitor: Visitor;
  readonly event: Event;
  readonly pieces: readonly Piece[];
  readonly questions: readonly { readonly id: number; readonly name: string }[];
  /** Who said it is told only to whoever keeps conflicts. */
  readonly hidesSource: boolean;
}

/** Pieces of feedback with all that was answered, and the buttons that decide about them. */
export function piecesCard(view: PiecesView, say = 'the newest first'): Html {
  return card({
    title: 'Pieces',
    say,
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
      rows: view.pieces.map((piece) => [
        piece.round,
        door(view.visitor, {
          href: paths.feedbackAbout(view.event.slug, piece.targetId),
          needs: 'view.feedback',
          words: html`<b>${piece.target}</b>`,
        }),
        sourceCell(view, piece),
        piece.score,
        saidCell(view, piece),
        stateOf(piece),
        buttons(view, piece),
      ]),
    }),
  });
}

function sourceCell({ visitor, event, hidesSource }: PiecesView, piece: Piece): Html | string | null {
  if (hidesSource) return 'hidden';
  const kind = piece.sourceTeamId === null ? 'adjudicator' : 'team';
  const id = piece.sourceTeamId ?? piece.sourceAdjudicatorId ?? 0;
  return door(visitor, { href: paths.feedbackFrom(event.slug, kind, id), needs: 'view.feedback', words: piece.source });
}

function saidCell({ questions }: PiecesView, { comment, answers }: Piece): Html {
  const given = questions.flatMap(({ id, name }) => {
    const words = answerWords(answers[String(id)]);
    return words === '' ? [] : [html`<br><span class="r-small"><b>${name}:</b> ${words}</span>`];
  });
  return html`${comment}${given}`;
}

function stateOf({ isConfirmed, isIgnored, isFromTrainee }: Piece): Html {
  if (!isConfirmed) return chip('idle', 'replaced');
  if (isIgnored) return chip('late', 'ignored');
  return isFromTrainee ? chip('idle', 'from a trainee') : chip('ok', 'counts');
}

function buttons({ visitor, event }: PiecesView, piece: Piece): Html {
  const { may = () => true, csrf } = visitor;
  const button = (act: 'ignore' | 'count' | 'confirm' | 'unconfirm', label: string): Html =>
    actButton({ action: paths.feedbackAct(event.slug, piece.id, act), csrf, label });
  const ignore = piece.isIgnored ? button('count', 'Count it') : button('ignore', 'Ignore it');
  const confirm = piece.isConfirmed ? null : button('confirm', 'Let this one count');
  return html`<span class="r-buttons">${piece.isConfirmed && may('edit.feedbackignore') && ignore}${may('edit.feedbackconfirm') && confirm}</span>`;
}
