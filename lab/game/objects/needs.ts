/**
 * What a callback may touch beyond the visitor's own rows of this round, which are always loaded:
 * - `members`: the other members of the group
 * - `own`: the visitor in all rounds
 * - `team`: the members in all rounds
 * - `everyone`: everybody in this round
 * - `all`: everybody in all rounds
 * - `shared`: fields of the subsession and the session
 * - `draft`: what was typed on the page and not sent
 * - `gates`: which gates are open
 * - `lobby`: how many wait at a match page; or, when a page is sent, that it leads to one
 * - `ownRecords`, `groupRecords`, `roundRecords`: rows of the games' tables, of the visitor, of the group or of everybody in this round
 * - `groupLock`, `sharedLock`, `sessionLock`: rows that others may be writing at the same time: of the group; the fields of the subsession and the
 *   session as well; those of everybody
 */
export type Need =
  | 'members'
  | 'own'
  | 'team'
  | 'everyone'
  | 'all'
  | 'shared'
  | 'draft'
  | 'gates'
  | 'lobby'
  | 'ownRecords'
  | 'groupRecords'
  | 'roundRecords'
  | 'groupLock'
  | 'sharedLock'
  | 'sessionLock';

/** Thrown through author code when it touches what was not loaded or locked. The work is then done again with more. */
export class MoreNeeded extends Error {
  readonly need: Need;

  constructor(need: Need) {
    super(`This callback needs ${need}.`);
    this.need = need;
  }
}
