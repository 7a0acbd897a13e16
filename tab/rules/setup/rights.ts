import type { Permission } from '../permissions.ts';

interface Rights {
  readonly see: Permission;
  readonly change: Permission;
}

/** What it takes to see and to change each kind of thing that is set up by hand. Tab spec section 10.7. */
export const rightsOfKinds = {
  institutions: { see: 'view.inst', change: 'add.inst' },
  teams: { see: 'view.team', change: 'add.team' },
  speakers: { see: 'view.particpants', change: 'add.team' },
  adjudicators: { see: 'view.adj', change: 'add.adj' },
  coaches: { see: 'view.particpants', change: 'add.team' },
  venues: { see: 'view.room', change: 'add.room' },
  'venue-categories': { see: 'view.roomcategories', change: 'edit.roomcategories' },
  'venue-constraints': { see: 'view.roomconstraints', change: 'edit.roomconstraints' },
  'break-categories': { see: 'view.breakcategories', change: 'edit.breakcategories' },
  'speaker-categories': { see: 'view.speakercategories', change: 'edit.speakercategories' },
  rounds: { see: 'edit.round', change: 'edit.round' },
  'adjudicator-team-conflicts': { see: 'view.adjudicatorteamconflict', change: 'edit.adjudicatorteamconflict' },
  'adjudicator-adjudicator-conflicts': { see: 'view.adjudicatoradjudicatorconflict', change: 'edit.adjudicatoradjudicatorconflict' },
  'adjudicator-institution-conflicts': { see: 'view.adjudicatorinstitutionconflict', change: 'edit.adjudicatorinstitutionconflict' },
  'team-institution-conflicts': { see: 'view.teaminstitutionconflict', change: 'edit.teaminstitutionconflict' },
  'score-criteria': { see: 'view.settings', change: 'edit.settings' },
  questions: { see: 'view.registration', change: 'edit.questions' },
  'feedback-questions': { see: 'view.feedback', change: 'edit.feedbackquestion' },
  schedule: { see: 'view.settings', change: 'edit.settings' },
} as const satisfies Record<string, Rights>;

/** Null for a kind that there is none of. */
export function rightsOf(kind: string): Rights | null {
  const found = Object.entries<Rights>(rightsOfKinds).find(([name]) => name === kind);
  return found?.[1] ?? null;
}
