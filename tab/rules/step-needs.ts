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

/** What each act on a round asks for, by its name in addresses. */
export const actNeeds: Readonly<Record<string, Permission>> = {
  'all-in': 'edit.roundavailability',
  'as-before': 'edit.roundavailability',
  'breaking-in': 'edit.roundavailability',
  'checked-in': 'edit.roundavailability',
  draw: 'generate.debate',
  'delete-draw': 'delete.debate',
  'confirm-sides': 'edit.allocatesides',
  'confirm-draw': 'generate.debate',
  prioritise: 'edit.debateadjudicator',
  'prioritise-liveness': 'edit.debateadjudicator',
  allocate: 'edit.debateadjudicator',
  'clear-panels': 'edit.debateadjudicator',
  'allocate-rooms': 'edit.roomallocations',
  publish: 'release.draw',
  'publish-teams': 'release.draw',
  'publish-panels': 'release.draw',
  withdraw: 'unrelease.draw',
  'release-motions': 'release.motion',
  'withdraw-motions': 'unrelease.motion',
  'confirm-ballots': 'mark.ballotsubmission',
  complete: 'confirm.round',
  reopen: 'confirm.round',
};

const sideEdits: ReadonlySet<string> = new Set(['toss', 'swap', 'confirm', 'reopen']);

/** What a change of a draw by hand asks for, by its name in addresses. */
export function drawEditNeeds(name: string): Permission {
  return sideEdits.has(name) ? 'edit.allocatesides' : 'edit.debateteam';
}
