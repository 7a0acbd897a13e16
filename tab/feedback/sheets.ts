import { byName } from '../rules/name-order.ts';
import type { Debate, PanelMember } from '../rules/debate.ts';
import { expectedFeedback, type FeedbackSource } from '../rules/feedback.ts';
import { questionsFor, type FeedbackQuestion } from '../rules/feedback-questions.ts';
import type { Round } from '../rules/round.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as debates from '../store/debates.ts';
import { ofTournament as questionsOf } from '../store/feedback-questions.ts';
import type { Tab } from '../tab.ts';
import { askedAs } from './give.ts';
import { feedbackDebate } from './progress.ts';

/** One expected piece, before it is written. */
export interface FeedbackSheet {
  readonly debate: Debate;
  readonly from: { readonly kind: FeedbackSource['kind']; readonly name: string };
  /** Whom it is about; several where a team ticks who gave the oral adjudication. */
  readonly targets: readonly PanelMember[];
  readonly questions: readonly FeedbackQuestion[];
}

interface OfRound {
  readonly tournament: Tournament;
  readonly round: Round;
}

/** Every piece that is going to be expected of a round, by room; four queries whatever the size. */
export async function sheetsOfRound(tab: Tab, { tournament, round }: OfRound): Promise<FeedbackSheet[]> {
  const [rooms, questions] = await Promise.all([debates.ofRound(tab.db, round.id), questionsOf(tab.db, tournament.id)]);
  // Paper is printed before anybody knows who will dissent: a team may tick each who votes.
  const settings = { ...tournament.settings, show_splitting_adjudicators: false };
  return rooms
    .toSorted((a, b) => byName(a.venue?.name ?? '', b.venue?.name ?? ''))
    .flatMap((debate) =>
      expectedFeedback({ ...feedbackDebate(round, debate), isConfirmed: true }, settings).map(({ source, targets }) => ({
        debate,
        from: { kind: source.kind, name: nameIn(debate, source) },
        targets: debate.panel.filter(({ id }) => targets.includes(id)),
        questions: questionsFor(askedAs(source, debate), questions),
      })),
    );
}

function nameIn({ teams, panel }: Debate, source: FeedbackSource): string {
  const all = source.kind === 'team' ? teams : panel;
  return all.find(({ id }) => id === source.id)?.name ?? '';
}
