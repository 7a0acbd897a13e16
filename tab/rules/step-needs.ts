import type { Permission } from './permissions.ts';
import type { StepName } from './round-stage.ts';

/** What the page of a round's step asks for. */
export const stepNeeds: Record<StepName, Permission> = {
  available: 'view.roundavailability',
  draw: 'view.debate.admin',
  panels: 'view.debateadjudicator',
  rooms: 'view.roomallocations',
  check: 'view.debateadjudicator',
  sides: 'view.debate.admin',
  publish: 'view.debate.admin',
  ballots: 'view.results',
  results: 'view.results',
};
