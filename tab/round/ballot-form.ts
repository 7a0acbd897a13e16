import { NothingThere, NotReady } from '../errors.ts';
import type { Ballot, BallotKind, BallotRoom } from '../rules/ballots/ballot.ts';
import { ballotKind, sheetsWanted } from '../rules/ballots/ballot.ts';
import { motionChoice } from '../rules/ballots/motion-choice.ts';
import type { MotionChoice } from '../rules/ballots/motion-choice.ts';
import type { ScoreCriterion } from '../rules/ballots/criteria.ts';
import { ballotRoom } from '../rules/ballots/room.ts';
import { positions, sheetRule } from '../rules/ballots/scoresheet.ts';
import type { Scoresheet, SheetRule } from '../rules/ballots/scoresheet.ts';
import { isBye, type Debate, type PanelMember } from '../rules/debate.ts';
import type { DebateId, PersonId } from '../rules/ids.ts';
import { byName } from '../rules/name-order.ts';
import type { Round } from '../rules/round.ts';
import type { Tournament } from '../rules/tournament.ts';
import type { BallotRow } from '../store/ballots.ts';
import { ofTournament as criteriaOf } from '../store/criteria.ts';
import * as debates from '../store/debates.ts';
import * as motions from '../store/motions.ts';
import type { RoundMotion } from '../store/motions.ts';
import * as rounds from '../store/rounds.ts';
import * as teams from '../store/teams.ts';
import type { Tab } from '../tab.ts';
import type { RoundPlace } from './find.ts';

/** All that a ballot form needs to be shown and to be judged. */
export interface BallotForm {
  readonly tournament: Tournament;
  readonly round: Round;
  readonly debate: Debate;
  /** What `decideBallot` and `validateBallot` take. */
  readonly room: BallotRoom;
  readonly kind: BallotKind;
  /** What every sheet of the form is held to. */
  readonly rule: SheetRule;
  /** How many speeches a side gives, the reply included. */
  readonly positions: number;
  /** By side, in roster order. */
  readonly rosters: readonly (readonly { readonly id: PersonId; readonly name: string }[])[];
  /** One for each sheet: whose it is; null where one sheet stands for the room. */
  readonly sheetOwners: readonly (PanelMember | null)[];
  /** Motions of the round, and what the ballot is asked about them. */
  readonly motions: readonly RoundMotion[];
  readonly choice: MotionChoice;
  /** Whose own ballot it is, where each adjudicator of the panel sends one; null for a ballot of the whole debate. */
  readonly single: PanelMember | null;
}

/** Reads the form of a debate; a fault when the debate is not there or its settings contradict each other. */
export function ballotForm(tab: Tab, tournament: Tournament, debateId: DebateId): Promise<BallotForm> {
  return readForm(tab, { tournament, debateId, person: null });
}

interface FormOf {
  readonly tournament: Tournament;
  readonly debateId: DebateId;
  /** Null: the tab room. */
  readonly person: PersonId | null;
}

/** The form that a person gets: their own ballot where each adjudicator of a panel sends one. */
export async function readForm(tab: Tab, { tournament, debateId, person }: FormOf): Promise<BallotForm> {
  const [debate, place, speakers, all, ofRound, criteria] = await Promise.all([
    debates.byId(tab.db, debateId),
    debates.placeOf(tab.db, debateId),
    teams.rosters(tab.db, debateId),
    rounds.ofTournament(tab.db, tournament.id),
    motions.ofDebate(tab.db, debateId),
    criteriaOf(tab.db, tournament.id),
  ]);
  const round = all.find((one) => one.id === place?.roundId);
  if (debate === null || round === undefined) throw new NothingThere(`debate ${debateId}`);
  return formOf({ tournament, round, rounds: all, speakers, motions: ofRound, criteria }, debate, person);
}

/** What a form is made of, besides its debate. */
interface FormParts {
  readonly tournament: Tournament;
  readonly round: Round;
  readonly rounds: readonly Round[];
  /** Of the debate's teams at least. */
  readonly speakers: readonly teams.SpeakerRow[];
  readonly motions: readonly RoundMotion[];
  readonly criteria: readonly ScoreCriterion[];
}

function formOf(parts: FormParts, debate: Debate, person: PersonId | null): BallotForm {
  const { tournament, round, rounds: all, speakers, motions: ofRound, criteria } = parts;
  const rosters = debate.teams.map((team) => speakers.filter((speaker) => speaker.teamId === team.id));
  const room = ballotRoom({ debate, round, rounds: all, rosters: rosters.map((roster) => roster.map(({ id }) => id)), criteria });
  const single = tournament.settings.individual_ballots ? singleOf(debate, person) : null;
  const choice = motionChoice(
    ofRound.map(({ id }) => id),
    tournament.settings,
  );
  return { tournament, round, debate, rosters, motions: ofRound, choice, ...formShape({ tournament, debate, room, single }) };
}

/** The forms of a whole round, by room; five queries in one trip whatever the size. Byes have none. */
export async function formsOfRound(tab: Tab, { tournament, round, rounds: all }: RoundPlace): Promise<BallotForm[]> {
  const [ofRound, speakers, ofTournament, criteria] = await Promise.all([
    debates.ofRound(tab.db, round.id),
    teams.speakers(tab.db, tournament.id),
    motions.ofTournament(tab.db, tournament.id),
    criteriaOf(tab.db, tournament.id),
  ]);
  const inOrder = ofTournament.flatMap(({ seq, roundId, ...motion }) => (roundId === round.id && seq !== null ? [{ ...motion, seq }] : []));
  return ofRound
    .filter((debate) => !isBye(debate))
    .map((debate) => formOf({ tournament, round, rounds: all, speakers, motions: inOrder, criteria }, debate, null))
    .sort((a, b) => byName(a.debate.venue?.name ?? '', b.debate.venue?.name ?? ''));
}

/** The form of the whole debate, from that of one adjudicator. */
export function wholeForm(form: BallotForm): BallotForm {
  return { ...form, ...formShape({ ...form, single: null }) };
}

/** The adjudicators of a debate who vote, the chair first. */
export function votersOf({ panel }: Pick<Debate, 'panel'>): PanelMember[] {
  return panel.filter((member) => member.place !== 'T');
}

/** Somebody alone on the panel speaks for the debate. */
function singleOf(debate: Debate, person: PersonId | null): PanelMember | null {
  const voters = votersOf(debate);
  return voters.length > 1 ? (voters.find(({ id }) => id === person) ?? null) : null;
}

type Shape = Pick<BallotForm, 'room' | 'single' | 'kind' | 'rule' | 'positions' | 'sheetOwners'>;

function formShape({
  tournament: { settings },
  debate,
  room: whole,
  single,
}: Pick<BallotForm, 'tournament' | 'debate' | 'room' | 'single'>): Shape {
  const room = { ...whole, isSingleAdjudicator: single !== null };
  const kind = ballotKind(room, settings);
  if (kind === null)
    throw new NotReady(
      'The settings contradict each other: rooms of this size cannot have a ballot per adjudicator.',
      'Set ballots_per_debate to per-debate.',
    );
  const rule = sheetRule(room, kind, settings);
  const sheetOwners = kind.by === 'debate' ? [single] : votersOf(debate).slice(0, sheetsWanted(room, kind));
  return { room, single, kind, rule, positions: positions(rule), sheetOwners };
}

/** The form before anybody wrote on it: speakers in roster order, no scores. */
export function emptyBallot(form: BallotForm): Ballot {
  const slots = Array.from({ length: form.positions }, (_slot, index) => index);
  return {
    speeches: form.rosters.map((roster) =>
      slots.map((index) => ({ speaker: roster[index % Math.max(form.rule.substantives, 1)]?.id ?? null, isGhost: false })),
    ),
    sheets: form.sheetOwners.map(() => emptySheet(form)),
    motion: form.choice.only,
    vetoes: form.debate.teams.map(() => null),
    forfeit: null,
  };
}

function emptySheet(form: BallotForm): Scoresheet {
  const slots = Array.from({ length: form.positions }, () => null);
  return { scores: form.rule.hasScores ? form.debate.teams.map(() => slots) : [], ranks: [], winners: [] };
}

/** A version as it stands on the form of today: after a change of the panel each sheet is still its owner's, and who is new has an empty one. */
export function contentToday(form: BallotForm, { content, sheetOwners }: Pick<BallotRow, 'content' | 'sheetOwners'>): Ballot {
  if (!hasPanelChanged(form, { sheetOwners })) return content;
  const sheets = form.sheetOwners.map((owner) => content.sheets[owner === null ? 0 : sheetOwners.indexOf(owner.id)] ?? emptySheet(form));
  return { ...content, sheets };
}

/** True when a version's sheets are not those of the adjudicators who vote now: its result must be counted anew. */
export function hasPanelChanged(form: Pick<BallotForm, 'sheetOwners'>, { sheetOwners }: Pick<BallotRow, 'sheetOwners'>): boolean {
  const today = form.sheetOwners.flatMap((owner) => owner?.id ?? []);
  return sheetOwners.length > 0 && sheetOwners.join() !== today.join();
}
