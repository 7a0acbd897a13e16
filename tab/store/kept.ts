import type { Queryable } from '#kit/db/connect.ts';
import { compiled } from '#kit/db/query.ts';
import type { DebateId, RoundId } from '../rules/ids.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

/** What of a round's debates stays when the round is allocated anew. */
export interface Kept {
  readonly panels: ReadonlySet<DebateId>;
  readonly rooms: ReadonlySet<DebateId>;
}

const ofRoundQuery = query('kept.ofRound', (db, args: { roundId: RoundId }) =>
  db
    .selectFrom('debates')
    .select(['id', 'panel_kept as panel', 'room_kept as room'])
    .where('round_id', '=', args.roundId)
    .where((eb) => eb.or([eb('panel_kept', '=', true), eb('room_kept', '=', true)]))
    .limit(2000),
);

export async function ofRound(db: Queryable, roundId: RoundId): Promise<Kept> {
  const rows = await db.run(ofRoundQuery, { roundId });
  return {
    panels: new Set(rows.filter(({ panel }) => panel).map(({ id }) => id)),
    rooms: new Set(rows.filter(({ room }) => room).map(({ id }) => id)),
  };
}

interface Keep {
  readonly roundId: RoundId;
  readonly debateId: DebateId;
  readonly isKept: boolean;
}

const keepPanelQuery = query('kept.panel', (db, { roundId, debateId, isKept }: Keep) =>
  db.updateTable('debates').set({ panel_kept: isKept }).where('id', '=', debateId).where('round_id', '=', roundId).returning('id'),
);
const keepRoomQuery = query('kept.room', (db, { roundId, debateId, isKept }: Keep) =>
  db.updateTable('debates').set({ room_kept: isKept }).where('id', '=', debateId).where('round_id', '=', roundId).returning('id'),
);

/** Whether the debate's panel stays; null when the round has no such debate. */
export function keepPanel(tx: Queryable, keep: Keep): Promise<{ id: DebateId } | null> {
  return tx.maybeOne(keepPanelQuery, keep);
}

/** The same for its room. */
export function keepRoom(tx: Queryable, keep: Keep): Promise<{ id: DebateId } | null> {
  return tx.maybeOne(keepRoomQuery, keep);
}
