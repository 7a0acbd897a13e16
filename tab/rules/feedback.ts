import { unreachable } from '#kit/errors/invariant.ts';
import type { PanelPlace } from './debate.ts';
import type { DebateId, PersonId, TeamId } from './ids.ts';
import type { Settings } from './settings.ts';

/** Who gives feedback: somebody of the panel, or a team. */
export type FeedbackSource = { readonly kind: 'adjudicator'; readonly id: PersonId } | { readonly kind: 'team'; readonly id: TeamId };

/** A debate as the feedback on its panel looks at it. */
export interface FeedbackDebate {
  readonly id: DebateId;
  readonly stage: 'P' | 'E';
  readonly isSilent: boolean;
  /** It has a confirmed ballot. */
  readonly isConfirmed: boolean;
  readonly panel: readonly { readonly id: PersonId; readonly place: PanelPlace }[];
  readonly teams: readonly TeamId[];
  /** Voting members who were in the minority. */
  readonly dissenters: ReadonlySet<PersonId>;
}

/** One piece that is owed: by a source, about one of the targets, whichever. */
export interface ExpectedFeedback {
  readonly debate: DebateId;
  readonly source: FeedbackSource;
  readonly targets: readonly PersonId[];
}

/** One piece that came in and counts: confirmed, and not replaced by a later one. */
export interface GivenFeedback {
  readonly debate: DebateId;
  readonly source: FeedbackSource;
  readonly target: PersonId;
}

export type FeedbackSettings = Pick<
  Settings,
  'feedback_paths' | 'feedback_from_teams' | 'show_splitting_adjudicators' | 'ballots_per_debate_prelim'
>;

/** The pieces owed for a debate: none before its ballot is confirmed, none in elimination rounds. Tab spec section 5.8. */
export function expectedFeedback(debate: FeedbackDebate, settings: FeedbackSettings): ExpectedFeedback[] {
  if (!debate.isConfirmed || debate.stage === 'E') return [];
  const fromPanel = debate.panel.flatMap(({ id }): ExpectedFeedback[] =>
    targetsOfAdjudicator(id, debate, settings).map((target) => ({
      debate: debate.id,
      source: { kind: 'adjudicator', id },
      targets: [target],
    })),
  );
  const fromTeams = debate.teams.flatMap((id): ExpectedFeedback[] =>
    targetsOfTeam(debate, settings).map((targets) => ({ debate: debate.id, source: { kind: 'team', id }, targets })),
  );
  return [...fromPanel, ...fromTeams];
}

type From = 'minimal' | 'with-p-on-c' | 'with-t-on-c' | 'with-p-on-p' | 'all-adjs' | 'no-adjs';
type Whom = 'everybody' | 'voters' | 'chair' | 'nobody';

/** Whom each of the panel rates, apart from themselves. */
const paths: Record<From, Record<PanelPlace, Whom>> = {
  'no-adjs': { C: 'nobody', P: 'nobody', T: 'nobody' },
  minimal: { C: 'everybody', P: 'nobody', T: 'nobody' },
  'with-p-on-c': { C: 'everybody', P: 'chair', T: 'nobody' },
  'with-t-on-c': { C: 'everybody', P: 'chair', T: 'chair' },
  'with-p-on-p': { C: 'everybody', P: 'voters', T: 'chair' },
  'all-adjs': { C: 'everybody', P: 'everybody', T: 'everybody' },
};

const placesOf: Record<Whom, readonly PanelPlace[]> = { everybody: ['C', 'P', 'T'], voters: ['C', 'P'], chair: ['C'], nobody: [] };

/** Whom somebody of the panel rates (setting feedback_paths); empty for somebody who is not on it. */
export function targetsOfAdjudicator(
  source: PersonId,
  { panel }: Pick<FeedbackDebate, 'panel'>,
  { feedback_paths: path }: Pick<Settings, 'feedback_paths'>,
): PersonId[] {
  const own = panel.find(({ id }) => id === source);
  if (own === undefined) return [];
  const places = placesOf[paths[path][own.place]];
  return panel.filter(({ id, place }) => id !== source && places.includes(place)).map(({ id }) => id);
}

/** The pieces a team owes, each with the people it may be about. */
function targetsOfTeam(debate: FeedbackDebate, settings: FeedbackSettings): (readonly PersonId[])[] {
  if (debate.isSilent) return [];
  switch (settings.feedback_from_teams) {
    case 'no-one':
      return [];
    case 'all-adjs':
      return debate.panel.map(({ id }) => [id]);
    case 'orallist': {
      const orallists = possibleOrallists(debate, settings);
      return orallists.length === 0 ? [] : [orallists];
    }
    default:
      return unreachable(settings.feedback_from_teams);
  }
}

/**
 * Who may have given the oral adjudication, as far as teams can know. Where it is public who dissented, it is the chair, or somebody of
 * the majority when the chair was outvoted; else it may be any voting member.
 */
export function possibleOrallists(
  { panel, dissenters }: Pick<FeedbackDebate, 'panel' | 'dissenters'>,
  settings: Pick<FeedbackSettings, 'show_splitting_adjudicators' | 'ballots_per_debate_prelim'>,
): PersonId[] {
  const voters = panel.filter(({ place }) => place !== 'T');
  if (!settings.show_splitting_adjudicators || settings.ballots_per_debate_prelim !== 'per-adj') return voters.map(({ id }) => id);
  const agreeing = voters.filter(({ id }) => !dissenters.has(id));
  const chair = agreeing.filter(({ place }) => place === 'C');
  return (chair.length > 0 ? chair : agreeing).map(({ id }) => id);
}

/** Whom a team's feedback form lists: the voting members where one orallist is rated, else the whole panel; nobody where teams give none. */
export function targetsOnTeamsForm(
  { panel }: Pick<FeedbackDebate, 'panel'>,
  { feedback_from_teams: from }: Pick<Settings, 'feedback_from_teams'>,
): PersonId[] {
  if (from === 'no-one') return [];
  return panel.filter(({ place }) => from === 'all-adjs' || place !== 'T').map(({ id }) => id);
}

/** How far a source has kept up with its feedback. */
export interface FeedbackProgress {
  readonly owed: readonly ExpectedFeedback[];
  readonly sent: readonly ExpectedFeedback[];
  /** Pieces nobody asked for. */
  readonly unexpected: readonly GivenFeedback[];
  /** The share of the expected pieces that came in; 1 when none are expected. */
  readonly coverage: number;
}

/** What is owed, sent and unasked for; a piece counts as sent when exactly one acceptable one came in. Tab spec section 5.8. */
export function feedbackProgress(expected: readonly ExpectedFeedback[], given: readonly GivenFeedback[]): FeedbackProgress {
  const answers = Map.groupBy(given, (piece) => placeOf(piece));
  const accepted = new Set<GivenFeedback>();
  const [owed, sent]: [ExpectedFeedback[], ExpectedFeedback[]] = [[], []];
  for (const one of expected) {
    const acceptable = (answers.get(placeOf(one)) ?? []).filter(({ target }) => one.targets.includes(target));
    for (const piece of acceptable) accepted.add(piece);
    (acceptable.length === 1 ? sent : owed).push(one);
  }
  const unexpected = given.filter((piece) => !accepted.has(piece));
  return { owed, sent, unexpected, coverage: expected.length === 0 ? 1 : sent.length / expected.length };
}

function placeOf({ debate, source }: Pick<GivenFeedback, 'debate' | 'source'>): string {
  return `${debate} ${source.kind} ${source.id}`;
}

/** Whether a newly confirmed piece takes the place of an earlier one: of the same source on the same target, or, where a team rates one orallist, of the same team in that debate whoever it was about. */
export function replaces(
  newer: GivenFeedback,
  older: GivenFeedback,
  { feedback_from_teams: from }: Pick<Settings, 'feedback_from_teams'>,
): boolean {
  if (placeOf(newer) !== placeOf(older)) return false;
  return newer.target === older.target || (newer.source.kind === 'team' && from === 'orallist');
}

/** Why a piece cannot be taken, in words; null when it can. */
export function feedbackFault(
  { source, target, score }: Omit<GivenFeedback, 'debate'> & { readonly score: number },
  { panel, teams }: Pick<FeedbackDebate, 'panel' | 'teams'>,
  { adj_min_score: min, adj_max_score: max }: Pick<Settings, 'adj_min_score' | 'adj_max_score'>,
): string | null {
  const isThere = source.kind === 'team' ? teams.includes(source.id) : panel.some(({ id }) => id === source.id);
  if (!isThere) return source.kind === 'team' ? 'The team was not in this debate.' : 'The adjudicator was not on the panel of this debate.';
  if (!panel.some(({ id }) => id === target)) return 'Feedback can only be given on somebody of the panel of this debate.';
  if (source.kind === 'adjudicator' && source.id === target) return 'Nobody can give feedback on themselves.';
  return Number.isFinite(score) && score >= min && score <= max ? null : `The score must be from ${min} to ${max}.`;
}

/** A piece of feedback as an adjudicator's score looks at it. */
export interface ScoredFeedback {
  readonly score: number;
  readonly isConfirmed: boolean;
  readonly isIgnored: boolean;
  readonly isFromTrainee: boolean;
}

/** Whether the piece's score counts towards the adjudicator's. */
export function counts({ isConfirmed, isIgnored, isFromTrainee }: ScoredFeedback): boolean {
  return isConfirmed && !isIgnored && !isFromTrainee;
}

/** The mean of what counts; null when nothing does. */
export function meanFeedback(pieces: readonly ScoredFeedback[]): number | null {
  const scores = pieces.filter(counts).map(({ score }) => score);
  return scores.length === 0 ? null : scores.reduce((total, score) => total + score, 0) / scores.length;
}

/**
 * The score that counts in a round: the base score and the mean feedback, weighed by the round's feedback_weight. Without the noise of doubles, so
 * that whoever scores just what a vote needs (adj_min_voting_score) has it. Tab spec section 1.7.
 */
export function adjudicatorScore(baseScore: number, pieces: readonly ScoredFeedback[], feedbackWeight: number): number {
  const mean = meanFeedback(pieces);
  return mean === null ? baseScore : Math.round(((1 - feedbackWeight) * baseScore + feedbackWeight * mean) * 1e9) / 1e9;
}
