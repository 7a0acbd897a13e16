import type { Queryable } from '#kit/db/connect.ts';
import { invariant } from '#kit/errors/invariant.ts';
import type { SetMotion, SetRound, TournamentSet } from '../rules/csv-set/set.ts';
import type { CategoryId, RoundId, TournamentId } from '../rules/ids.ts';
import { reserveIds } from './bulk.ts';
import { insertMotions, insertRoundMotions } from './motions.ts';
import { insertRounds, ofTournament } from './rounds.ts';

interface Schedule {
  readonly tournamentId: TournamentId;
  readonly fresh: Pick<TournamentSet, 'rounds' | 'motions'>;
  readonly category: (slug: string) => CategoryId;
}

/** Stores new rounds, then motions, each for the rounds it names. */
export async function insertSchedule(tx: Queryable, { tournamentId, fresh, category }: Schedule): Promise<void> {
  const [roundIds, motionIds] = await Promise.all([
    reserveIds(tx, 'rounds', fresh.rounds.length),
    reserveIds(tx, 'motions', fresh.motions.length),
  ]);
  const rows = fresh.rounds.map((round, index) => roundRow(round, { id: at(roundIds, index), tournamentId, category }));
  const [, rounds] = await Promise.all([tx.run(insertRounds, { rows }), ofTournament(tx, tournamentId)]);
  const byName = new Map(rounds.flatMap((round) => [[round.name, round.id] as const, [round.abbreviation, round.id] as const]));
  const motions = fresh.motions.map((motion, index) => ({ motion, id: at(motionIds, index) }));
  await Promise.all([
    tx.run(insertMotions, {
      rows: motions.map(({ motion, id }) => ({ id, tournament_id: tournamentId, reference: motion.reference, text: motion.text })),
    }),
    tx.run(insertRoundMotions, {
      rows: motions.flatMap(({ motion, id }) =>
        placesOf(motion, byName).map((round) => ({ round_id: round, motion_id: id, seq: motion.seq })),
      ),
    }),
  ]);
}

function roundRow(
  round: SetRound,
  { id, tournamentId, category }: { id: RoundId; tournamentId: TournamentId; category: (slug: string) => CategoryId },
) {
  return {
    id,
    tournament_id: tournamentId,
    seq: round.seq,
    name: round.name,
    abbreviation: round.abbreviation,
    stage: round.stage,
    draw_type: round.drawType,
    break_category_id: round.stage === 'E' && round.category !== null ? category(round.category) : null,
    silent: round.isSilent,
    feedback_weight: round.feedbackWeight,
    weight: round.weight,
  };
}

const placesOf = (motion: SetMotion, byName: ReadonlyMap<string, RoundId>): RoundId[] =>
  motion.rounds.flatMap((name) => byName.get(name) ?? []);

function at<Id>(ids: readonly Id[], index: number): Id {
  const id = ids[index];
  invariant(id !== undefined, 'one id was reserved for each row');
  return id;
}
