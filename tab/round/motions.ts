import { violates } from '#kit/db/database-fault.ts';
import type { Transaction } from '#kit/db/connect.ts';
import { NotReady, NothingThere, WrongInput } from '../errors.ts';
import type { MotionId } from '../rules/ids.ts';
import { motionFault, type Motion } from '../rules/motions.ts';
import type { Round } from '../rules/round.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as ballots from '../store/ballots.ts';
import * as journal from '../store/journal.ts';
import * as motions from '../store/motions.ts';
import type { MotionRow } from '../store/motions.ts';
import * as rounds from '../store/rounds.ts';
import * as tournaments from '../store/tournaments.ts';
import type { Tab } from '../tab.ts';
import { changeRound, tell, type RoundWish } from './act.ts';

/** A motion and the rounds it is for. */
export interface PlacedMotion extends Motion {
  readonly rounds: readonly { readonly seq: number; readonly place: number }[];
}

interface MotionWish {
  readonly tournament: Tournament;
  readonly actor: string;
}

/** Writes a new motion down, or another text for one that is there; nobody outside sees it before its round's motions are released. */
export async function saveMotion(
  tab: Tab,
  wish: MotionWish & { readonly id: MotionId | null; readonly motion: PlacedMotion },
): Promise<MotionId> {
  const fault = motionFault(wish.motion);
  if (fault !== null) throw new WrongInput(fault);
  refuseReuse(wish.motion, wish.tournament);
  return changeMotions(tab, { ...wish, verb: 'motion_saved' }, async (tx, all) => {
    const id = wish.id ?? (await motions.insert(tx, wish.tournament.id, wish.motion));
    if (wish.id !== null) await motions.update(tx, id, wish.motion);
    await motions.setPlaces(tx, id, placesOf(wish.motion, all));
    return id;
  });
}

function refuseReuse({ rounds: places }: PlacedMotion, { settings }: Tournament): void {
  if (places.length <= 1 || settings.enable_motion_reuse) return;
  throw new WrongInput('A motion serves one round here.', 'Let motions serve several rounds: setting enable_motion_reuse.');
}

export async function deleteMotion(tab: Tab, wish: MotionWish & { readonly id: MotionId }): Promise<void> {
  await changeMotions(tab, { ...wish, verb: 'motion_deleted' }, async (tx) => {
    await motions.remove(tx, wish.id);
    return wish.id;
  });
}

function placesOf(motion: PlacedMotion, all: readonly Round[]): motions.MotionPlace[] {
  return motion.rounds.map(({ seq, place }) => {
    const round = all.find((one) => one.seq === seq);
    if (round === undefined) throw new WrongInput(`There is no round ${seq}.`);
    return { roundId: round.id, seq: place };
  });
}

type Write = (tx: Transaction, all: readonly Round[]) => Promise<MotionId>;

/** Changes a motion on record. Spectators hear of it only when the motion stood, or now stands, in a round whose motions are released. */
async function changeMotions(
  tab: Tab,
  wish: MotionWish & { readonly id: MotionId | null; readonly verb: string },
  write: Write,
): Promise<MotionId> {
  const { tournament, actor, verb } = wish;
  const changed = await tab.db
    .inTransaction(async (tx) => {
      const all = await heldRounds(tx, tournament);
      const before = await motions.ofTournament(tx, tournament.id);
      if (wish.id !== null && !before.some(({ id }) => id === wish.id)) throw new NothingThere(`motion ${wish.id}`);
      const id = await write(tx, all);
      const after = await motions.ofTournament(tx, tournament.id);
      await attachOnlyMotion(tx, id, after);
      const isPublic = [...before, ...after].some((row) => row.id === id && isReleased(row, all));
      if (isPublic) await tournaments.bumpPublicVersion(tx, tournament.id);
      const change = { before: before.filter((row) => row.id === id), after: after.filter((row) => row.id === id) };
      const at = new Date(tab.clock.nowMs());
      await journal.append(tx, { tournamentId: tournament.id, at, actor, verb, subject: `motion:${id}`, change });
      return { id, isPublic };
    })
    .catch((error: unknown) => {
      throw violates(error, 'round_motions_pkey') ? new WrongInput('Another motion has this place in the round.') : error;
    });
  tell(tab, tournament, { verb, isPublic: changed.isPublic });
  return changed.id;
}

/** A round's only motion that came late is what its ballots are about. */
async function attachOnlyMotion(tx: Transaction, motionId: MotionId, all: readonly MotionRow[]): Promise<void> {
  for (const { id, roundId } of all) {
    if (id !== motionId || roundId === null) continue;
    if (all.filter((row) => row.roundId === roundId).length === 1) await ballots.attachMotion(tx, { roundId, motionId });
  }
}

/** All rounds, and nobody releases their motions before this transaction ends. */
async function heldRounds(tx: Transaction, { id }: Tournament): Promise<Round[]> {
  const all = await rounds.ofTournament(tx, id);
  return Promise.all(all.map((round) => rounds.hold(tx, round.id)));
}

function isReleased({ roundId }: MotionRow, all: readonly Round[]): boolean {
  return all.some((round) => round.id === roundId && round.areMotionsReleased);
}

const minuteMs = 60_000;

/** Everybody may read the round's motions from now on; with a preparation time set, the debates begin when it is over. */
export function releaseMotions(tab: Tab, wish: RoundWish): Promise<void> {
  return changeRound(tab, wish, {
    verb: 'motions_released',
    isPublic: true,
    refusal: (now) => (now.areMotionsReleased ? 'has its motions released already' : null),
    write: async (tx, now) => {
      const all = await motions.ofTournament(tx, wish.tournament.id);
      if (!all.some(({ roundId }) => roundId === now.id)) throw new NotReady(`${now.name} has no motion yet.`, 'Write one down first.');
      const { preparation_time: minutes } = wish.tournament.settings;
      const startsAt = minutes < 0 ? now.startsAt : new Date(tab.clock.nowMs() + minutes * minuteMs);
      await rounds.setMotionsReleased(tx, { id: now.id, areReleased: true, startsAt });
    },
  });
}

/** Takes the motions back; no public page shows them once this is answered. */
export function withdrawMotions(tab: Tab, wish: RoundWish): Promise<void> {
  return changeRound(tab, wish, {
    verb: 'motions_withdrawn',
    isPublic: true,
    isWithdrawal: true,
    refusal: (now) => (now.areMotionsReleased ? null : 'has no motions released'),
    write: (tx, now) => rounds.setMotionsReleased(tx, { id: now.id, areReleased: false, startsAt: now.startsAt }),
  });
}
