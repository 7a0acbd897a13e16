import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { DebateId, RoundId } from '../rules/ids.ts';

/** What a panel made before the draw is like; null leaves it as it is. */
export interface PanelFigures {
  readonly importance: number | null;
  readonly bracketMin: number | null;
  readonly bracketMax: number | null;
  readonly liveness: number | null;
  readonly roomRank: number | null;
}

// Text: what is left out has a value that depends on the rows that are there.
const addQuery = textQuery<PanelFigures & { roundId: RoundId }, { id: DebateId }>(
  'panelAhead.add',
  `insert into preformed_panels (round_id, importance, bracket_min, bracket_max, liveness, room_rank)
   values ($1, coalesce($2::float8, 0), coalesce($3::float8, 0), coalesce($4::float8, 0), coalesce($5::int, 0),
     coalesce($6::int, (select coalesce(max(room_rank), 0) + 1 from preformed_panels where round_id = $1)))
   returning id`,
  ({ roundId, ...figures }) => [roundId, ...figuresOf(figures)],
);

// Text: as the other.
const changeQuery = textQuery<PanelFigures & { roundId: RoundId; id: DebateId }, { id: DebateId }>(
  'panelAhead.change',
  `update preformed_panels set version = version + 1, importance = coalesce($3, importance), bracket_min = coalesce($4, bracket_min),
     bracket_max = coalesce($5, bracket_max), liveness = coalesce($6, liveness), room_rank = coalesce($7, room_rank)
   where round_id = $1 and id = $2 returning id`,
  ({ roundId, id, ...figures }) => [roundId, id, ...figuresOf(figures)],
);

// Text: a deletion that says whether there was anything.
const removeQuery = textQuery<{ roundId: RoundId; id: DebateId }, { id: DebateId }>(
  'panelAhead.remove',
  'delete from preformed_panels where round_id = $1 and id = $2 returning id',
  ({ roundId, id }) => [roundId, id],
);

function figuresOf({ importance, bracketMin, bracketMax, liveness, roomRank }: PanelFigures): unknown[] {
  return [importance, bracketMin, bracketMax, liveness, roomRank];
}

/** One more panel, in the room after the last unless said otherwise. */
export async function add(tx: Queryable, panel: PanelFigures & { readonly roundId: RoundId }): Promise<DebateId> {
  return (await tx.one(addQuery, panel)).id;
}

/** False when the round has no such panel. */
export async function change(tx: Queryable, panel: PanelFigures & { readonly roundId: RoundId; readonly id: DebateId }): Promise<boolean> {
  return (await tx.maybeOne(changeQuery, panel)) !== null;
}

/** False when the round has no such panel. */
export async function remove(tx: Queryable, panel: { readonly roundId: RoundId; readonly id: DebateId }): Promise<boolean> {
  return (await tx.maybeOne(removeQuery, panel)) !== null;
}
