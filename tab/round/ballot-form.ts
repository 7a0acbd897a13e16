import { NothingThere, NotReady } from '../errors.ts';
import type { Ballot, BallotKind, BallotRoom } from '../rules/ballots/ballot.ts';
import { ballotKind, sheetsWanted } from '../rules/ballots/ballot.ts';
import { ballotRoom } from '../rules/ballots/room.ts';
import { positions, sheetRule } from '../rules/ballots/scoresheet.ts';
import type { SheetRule } from '../rules/ballots/scoresheet.ts';
import type { Debate, PanelMember } from '../rules/debate.ts';
import type { DebateId, PersonId } from '../rules/ids.ts';
import type { Round } from '../rules/round.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as debates from '../store/debates.ts';
import * as rounds from '../store/rounds.ts';
import * as teams from '../store/teams.ts';
import type { Tab } from '../tab.ts';

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
}

/** Reads the form of a debate; a fault when the debate is not there or its settings contradict each other. */
export async function ballotForm(tab: Tab, tournament: Tournament, debateId: DebateId): Promise<BallotForm> {
  const [debate, place, speakers, all] = await Promise.all([
    debates.byId(tab.db, debateId),
    debates.placeOf(tab.db, debateId),
    teams.rosters(tab.db, debateId),
    rounds.ofTournament(tab.db, tournament.id),
  ]);
  const round = all.find((one) => one.id === place?.roundId);
  if (debate === null || round === undefined) throw new NothingThere(`debate ${debateId}`);
  const rosters = debate.teams.map((team) => speakers.filter((speaker) => speaker.teamId === team.id));
  const room = ballotRoom({ debate, round, rounds: all, rosters: rosters.map((roster) => roster.map(({ id }) => id)) });
  return { tournament, round, debate, room, rosters, ...formShape(room, debate, tournament) };
}

function formShape(
  room: BallotRoom,
  debate: Debate,
  { settings }: Tournament,
): Pick<BallotForm, 'kind' | 'rule' | 'positions' | 'sheetOwners'> {
  const kind = ballotKind(room, settings);
  if (kind === null)
    throw new NotReady(
      'The settings contradict each other: rooms of this size cannot have a ballot per adjudicator.',
      'Set ballots_per_debate to per-debate.',
    );
  const rule = sheetRule(room, kind, settings);
  const voters = debate.panel.filter((member) => member.place !== 'T');
  const sheetOwners = kind.by === 'debate' ? [null] : voters.slice(0, sheetsWanted(room, kind));
  return { kind, rule, positions: positions(rule), sheetOwners };
}

/** The form before anybody wrote on it: speakers in roster order, no scores. */
export function emptyBallot(form: BallotForm): Ballot {
  const slots = Array.from({ length: form.positions }, (_slot, index) => index);
  return {
    speeches: form.rosters.map((roster) =>
      slots.map((index) => ({ speaker: roster[index % Math.max(form.rule.substantives, 1)]?.id ?? null, isGhost: false })),
    ),
    sheets: form.sheetOwners.map(() => ({
      scores: form.rule.hasScores ? form.debate.teams.map(() => slots.map(() => null)) : [],
      ranks: [],
      winners: [],
    })),
    motion: null,
    vetoes: form.debate.teams.map(() => null),
    forfeit: null,
  };
}
