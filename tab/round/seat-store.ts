import type { Queryable } from '#kit/db/connect.ts';
import type { Debate } from '../rules/debate.ts';
import type { DebateId, PersonId, RoundId } from '../rules/ids.ts';
import type { Round } from '../rules/round.ts';
import * as debates from '../store/debates.ts';
import * as kept from '../store/kept.ts';
import * as panels from '../store/panels.ts';
import type { Pin, Seat } from '../store/panels.ts';
import * as preformed from '../store/preformed-panels.ts';

/** Where the seats of a board are: on the debates of a draw, or on panels that are made ahead of it. */
export interface SeatStore {
  /** Why nobody's seat may change now; null when it may. */
  readonly refusal: (now: Round) => string | null;
  /** Why the panels may not be made anew or weighed; null when they may. */
  readonly bulkRefusal: (now: Round) => string | null;
  readonly isOfDraw: boolean;
  readonly ofRound: (db: Queryable, roundId: RoundId) => Promise<readonly Debate[]>;
  readonly leaveAll: (tx: Queryable, who: { roundId: RoundId; adjudicatorIds: readonly PersonId[] }) => Promise<void>;
  readonly sitAll: (tx: Queryable, seats: readonly Seat[]) => Promise<void>;
  /** What these debates' versions are now. */
  readonly versionsOf: (
    db: Queryable,
    debateIds: readonly DebateId[],
  ) => Promise<{ readonly debateId: DebateId; readonly version: number }[]>;
  readonly weigh: (tx: Queryable, debates: readonly { debateId: DebateId; importance: number }[]) => Promise<void>;
  readonly pin: (tx: Queryable, wish: Pin) => Promise<boolean>;
  readonly keptOf: (db: Queryable, roundId: RoundId) => Promise<ReadonlySet<DebateId>>;
  /** Replaces whoever does not stay. */
  readonly replaceOthers: (tx: Queryable, roundId: RoundId, seats: readonly Seat[]) => Promise<void>;
  readonly empty: (tx: Queryable, roundId: RoundId) => Promise<void>;
}

/** Why nobody of the round may change seats; null when they may. */
export const maySeat = (now: Round): string | null => {
  if (now.drawStatus === 'N' || now.drawStatus === 'D') return 'has no confirmed draw yet';
  return now.isCompleted ? 'is over' : null;
};
/** Why the round's panels may not be made anew or weighed; null when they may. */
export const mayAllocate = (now: Round): string | null =>
  now.drawStatus === 'R' ? 'is public; withdraw the draw before its panels are made anew' : maySeat(now);
/** Why no panels may be made ahead of the round; null when they may. */
export const mayPrepare = (now: Round): string | null => (now.isCompleted ? 'is over' : null);

/** The panels of the draw's debates. */
export const drawnSeats: SeatStore = {
  refusal: maySeat,
  bulkRefusal: mayAllocate,
  isOfDraw: true,
  ofRound: debates.ofRound,
  leaveAll: panels.leaveAll,
  sitAll: panels.sitAll,
  versionsOf: panels.versionsOf,
  weigh: async (tx, weighed) => void (await tx.run(debates.setImportances, { debates: weighed })),
  pin: panels.pin,
  keptOf: async (db, roundId) => (await kept.ofRound(db, roundId)).panels,
  replaceOthers: panels.replaceOthers,
  empty: (tx, roundId) => panels.replaceOfRound(tx, roundId, []),
};

/** Panels made ahead of the draw. */
export const seatsAhead: SeatStore = {
  refusal: mayPrepare,
  bulkRefusal: mayPrepare,
  isOfDraw: false,
  ofRound: preformed.ofRound,
  leaveAll: preformed.leaveAll,
  sitAll: preformed.sitAll,
  versionsOf: preformed.versionsOf,
  weigh: preformed.weigh,
  pin: preformed.pin,
  keptOf: async (db, roundId) => new Set((await preformed.ofRound(db, roundId)).flatMap(({ id, isKept }) => (isKept ? [id] : []))),
  replaceOthers: preformed.replaceOthers,
  empty: preformed.empty,
};
