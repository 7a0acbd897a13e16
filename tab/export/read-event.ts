import type { Queryable } from '#kit/db/connect.ts';
import { standingsFrom, type Standings } from '../round/standings.ts';
import type { CategoryList } from '../round/break.ts';
import type { ScoreCriterion } from '../rules/ballots/criteria.ts';
import type { Debate } from '../rules/debate.ts';
import type { BallotId, TournamentId } from '../rules/ids.ts';
import type { FeedbackQuestion } from '../rules/feedback-questions.ts';
import type { Round } from '../rules/round.ts';
import { shownTeamMetrics, speakerMetrics, type TeamMetric } from '../rules/standings/metrics.ts';
import type { Tournament } from '../rules/tournament.ts';
import type { BallotRow } from '../store/ballots.ts';
import * as breaks from '../store/breaks.ts';
import { ofTournament as criteriaOf } from '../store/criteria.ts';
import * as debates from '../store/debates.ts';
import { ballotsOf, drawRunsOf, journalOf, type JournalRow } from '../store/export.ts';
import * as feedback from '../store/feedback.ts';
import type { FeedbackRow } from '../store/feedback.ts';
import { ofTournament as questionsOf } from '../store/feedback-questions.ts';
import * as institutions from '../store/institutions.ts';
import * as motions from '../store/motions.ts';
import { adjudicators as adjudicatorsOf } from '../store/people.ts';
import type { AdjudicatorRow } from '../store/people.ts';
import * as preformed from '../store/preformed-panels.ts';
import type { PanelAhead } from '../store/preformed-panels.ts';
import { storedScores, type StoredScores } from '../store/recount.ts';
import * as rounds from '../store/rounds.ts';
import { listOf } from '../store/setup-lists.ts';
import { inSnapshot } from '../store/snapshot.ts';
import { fieldOf } from '../store/standings.ts';
import * as teams from '../store/teams.ts';
import * as venues from '../store/venues.ts';
import type { Tab } from '../tab.ts';

/** A tournament whole, as it was at one moment. */
export interface ExportedEvent {
  readonly tournament: Tournament;
  readonly institutions: readonly institutions.InstitutionRow[];
  readonly teams: readonly teams.TeamRow[];
  readonly speakers: readonly teams.SpeakerRow[];
  readonly adjudicators: readonly AdjudicatorRow[];
  readonly venues: readonly venues.VenueRow[];
  readonly rounds: readonly DrawnRound[];
  readonly drawRuns: Awaited<ReturnType<typeof drawRunsOf>>;
  readonly motions: readonly motions.MotionRow[];
  /** What speeches are scored by; empty where they have one score each. */
  readonly criteria: readonly ScoreCriterion[];
  /** Every version. */
  readonly ballots: readonly Omit<BallotRow, 'intent'>[];
  /** Of the confirmed ones. */
  readonly scores: ReadonlyMap<BallotId, StoredScores>;
  /** With every metric beside those that rank. */
  readonly standings: Standings;
  /** Every piece, the newest first, and what was asked beside the score. */
  readonly feedback: readonly FeedbackRow[];
  readonly questions: readonly FeedbackQuestion[];
  readonly speakerCategories: readonly SpeakerCategory[];
  /** What the lists of people and rounds leave out. */
  readonly marks: Marks;
  readonly breaks: readonly CategoryList[];
  readonly eligibility: Awaited<ReturnType<typeof breaks.eligibility>>;
  readonly journal: readonly JournalRow[];
}

export interface SpeakerCategory {
  readonly name: string;
  readonly slug: string;
  readonly seq: number;
  readonly limit: number;
  readonly isPublic: boolean;
  readonly speakers: readonly number[];
}

/** By id. */
export interface Marks {
  readonly core: readonly number[];
  readonly feedbackWeights: Readonly<Record<number, number>>;
  readonly shortReferences: Readonly<Record<number, string>>;
}

export interface DrawnRound {
  readonly round: Round;
  readonly debates: readonly Debate[];
  /** Panels made before the draw was. */
  readonly panelsAhead: readonly PanelAhead[];
}

/** Reads it in two trips, in a transaction that sees nothing of what is written meanwhile. */
export function readEvent({ db }: Pick<Tab, 'db'>, tournament: Tournament): Promise<ExportedEvent> {
  return inSnapshot(db, async (tx) => {
    const { all, field, categories, breaking, ...rows } = await readRows(tx, tournament.id);
    return {
      ...rows,
      tournament,
      rounds: await Promise.all(all.map((round) => readRound(tx, round))),
      standings: standingsFrom(field, withEveryMetric(tournament)),
      breaks: categories.map((category) => ({ ...category, list: breaking.filter((row) => row.categoryId === category.id) })),
    };
  });
}

async function readRound(tx: Queryable, round: Round): Promise<DrawnRound> {
  const [drawn, panelsAhead] = await Promise.all([debates.ofRound(tx, round.id), preformed.ofRound(tx, round.id)]);
  return { round, debates: drawn, panelsAhead };
}

async function readSetUp(
  tx: Queryable,
  id: TournamentId,
): Promise<Pick<ExportedEvent, 'feedback' | 'questions' | 'speakerCategories' | 'marks'>> {
  const [pieces, questions, categories, judges, roundRows, teamRows] = await Promise.all([
    feedback.ofTournament(tx, id),
    questionsOf(tx, id),
    listOf(tx, id, 'speaker-categories'),
    listOf(tx, id, 'adjudicators'),
    listOf(tx, id, 'rounds'),
    listOf(tx, id, 'teams'),
  ]);
  return {
    feedback: pieces,
    questions,
    speakerCategories: categories.map((one) => ({
      name: one.label,
      slug: String(one['slug']),
      seq: Number(one['seq']),
      limit: Number(one['limit']),
      isPublic: one['public'] === true,
      speakers: Array.isArray(one['speakers']) ? one['speakers'].map(Number) : [],
    })),
    marks: {
      core: judges.filter((one) => one['adj_core'] === true).map((one) => one.id),
      feedbackWeights: Object.fromEntries(roundRows.map((one) => [one.id, Number(one['feedback_weight'])])),
      shortReferences: Object.fromEntries(teamRows.map((one) => [one.id, String(one['short_reference'])])),
    },
  };
}

async function readRows(tx: Queryable, id: TournamentId) {
  const [all, field, people, played, broken, setUp] = await Promise.all([
    rounds.ofTournament(tx, id),
    fieldOf(tx, id),
    Promise.all([
      institutions.ofTournament(tx, id),
      teams.ofTournament(tx, id),
      teams.speakers(tx, id),
      adjudicatorsOf(tx, id),
      venues.ofTournament(tx, id),
    ]),
    Promise.all([
      storedScores(tx, id),
      drawRunsOf(tx, id),
      motions.ofTournament(tx, id),
      ballotsOf(tx, id),
      journalOf(tx, id),
      criteriaOf(tx, id),
    ]),
    Promise.all([breaks.categories(tx, id), breaks.breaking(tx, id), breaks.eligibility(tx, id)]),
    readSetUp(tx, id),
  ]);
  const [institutionRows, teamRows, speakers, adjudicators, venueRows] = people;
  const [scores, drawRuns, motionRows, ballots, journal, criteria] = played;
  const [categories, breaking, eligibility] = broken;
  return {
    ...setUp,
    all,
    field,
    institutions: institutionRows,
    teams: teamRows,
    speakers,
    adjudicators,
    venues: venueRows,
    motions: motionRows,
    scores,
    drawRuns,
    ballots,
    journal,
    criteria,
    categories,
    breaking,
    eligibility,
  };
}

/** Columns that mean something only where they rank are left to the settings. */
const rankedOnly: ReadonlySet<string> = new Set(['wbw', 'wbw_d', 'random']);

export function withEveryMetric(tournament: Tournament): Tournament {
  const { settings } = tournament;
  const isNew = (metric: TeamMetric): boolean =>
    !settings.team_standings_precedence.some((one) => one === metric) && !rankedOnly.has(metric);
  return {
    ...tournament,
    settings: {
      ...settings,
      team_standings_extra_metrics: shownTeamMetrics.filter(isNew),
      speaker_standings_extra_metrics: speakerMetrics.filter((metric) => !settings.speaker_standings_precedence.includes(metric)),
    },
  };
}
