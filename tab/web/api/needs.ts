import type { Permission } from '../../rules/permissions.ts';
import { needOf } from '../admin/needs.ts';

/** What looking at a part of a tournament asks for, and what changing it does, by its method. */
interface Part {
  readonly path: RegExp;
  readonly see: Permission | 'anybody';
  readonly change: Permission | Readonly<Record<string, Permission>>;
}

/** The first that fits counts. What fits none is the superuser's alone. */
const parts: readonly Part[] = [
  { path: /^\/preferences/, see: 'view.settings', change: 'edit.settings' },
  { path: /^\/rounds\/:seq\/availabilities/, see: 'view.roundavailability', change: 'edit.roundavailability' },
  { path: /\/ballots$/, see: 'view.ballotsubmission', change: 'add.ballotsubmission' },
  { path: /\/ballots\/:/, see: 'view.ballotsubmission', change: 'mark.ballotsubmission' },
  { path: /\/preformed-panels/, see: 'view.preformedpanels', change: 'edit.preformedpanels' },
  {
    path: /^\/rounds\/:seq\/pairings\/:id$/,
    see: 'view.debate.admin',
    change: { POST: 'view.debate.admin', DELETE: 'delete.debate', PATCH: 'view.debate.admin', PUT: 'view.debate.admin' },
  },
  {
    path: /^\/rounds\/:seq\/pairings/,
    see: 'view.debate.admin',
    change: { POST: 'generate.debate', DELETE: 'delete.debate', PATCH: 'edit.debateteam', PUT: 'edit.debateteam' },
  },
  { path: /^\/rounds/, see: 'anybody', change: { POST: 'add.round', DELETE: 'delete.round', PATCH: 'edit.round', PUT: 'edit.round' } },
  { path: /^\/break-categories\/:[^/]+\/break$/, see: 'view.break', change: 'generate.break' },
  { path: /^\/break-categories\/:[^/]+\/eligibility$/, see: 'view.breakeligibility', change: 'edit.breakeligibility' },
  { path: /^\/break-categories/, see: 'anybody', change: 'edit.breakcategories' },
  { path: /^\/speaker-categories/, see: 'view.speakercategories', change: 'edit.speakercategories' },
  { path: /^\/teams\/standings/, see: 'view.teamstandings', change: 'add.team' },
  { path: /^\/speakers\/standings/, see: 'view.speakersstandings', change: 'add.team' },
  { path: /^\/venues\/:id\/checkin$/, see: 'view.checkin', change: 'edit.roomcheckin' },
  { path: /\/checkin$/, see: 'view.checkin', change: 'edit.participantcheckin' },
  { path: /^\/(teams|speakers)/, see: 'view.team', change: 'add.team' },
  { path: /^\/adjudicators/, see: 'view.adj', change: 'add.adj' },
  { path: /^\/adjudicator-team-conflicts/, see: 'view.adjudicatorteamconflict', change: 'edit.adjudicatorteamconflict' },
  {
    path: /^\/adjudicator-adjudicator-conflicts/,
    see: 'view.adjudicatoradjudicatorconflict',
    change: 'edit.adjudicatoradjudicatorconflict',
  },
  {
    path: /^\/adjudicator-institution-conflicts/,
    see: 'view.adjudicatorinstitutionconflict',
    change: 'edit.adjudicatorinstitutionconflict',
  },
  { path: /^\/team-institution-conflicts/, see: 'view.teaminstitutionconflict', change: 'edit.teaminstitutionconflict' },
  { path: /^\/schedule/, see: 'view.settings', change: 'edit.settings' },
  { path: /^\/venue-constraints/, see: 'view.roomconstraints', change: 'edit.roomconstraints' },
  { path: /^\/venue-categories/, see: 'view.roomcategories', change: 'edit.roomcategories' },
  { path: /^\/venue/, see: 'view.room', change: 'add.room' },
  { path: /^\/institutions/, see: 'view.inst', change: 'add.inst' },
  { path: /^\/motions/, see: 'view.roundmotion', change: 'edit.roundmotion' },
  { path: /^\/score-criteria/, see: 'anybody', change: 'edit.settings' },
  { path: /^\/feedback-questions/, see: 'anybody', change: 'edit.feedbackquestion' },
  {
    path: /^\/feedback\/:id$/,
    see: 'view.feedback',
    change: { PATCH: 'edit.feedbackconfirm', POST: 'edit.feedbackconfirm', DELETE: 'edit.feedbackconfirm' },
  },
  { path: /^\/feedback/, see: 'view.feedback', change: 'add.feedback' },
  { path: /^\/questions/, see: 'anybody', change: 'edit.questions' },
  { path: /^\/import/, see: 'view.settings', change: 'add.team' },
  { path: /^\/user-groups/, see: 'view.users', change: 'edit.users' },
  { path: /^\/export/, see: 'export.xml', change: 'export.xml' },
];

const ofTournament = '/api/v1/tournaments/:slug';

/** What a call of the API asks for, as requirements §10.8 has it; null for what only superusers do. */
export function apiNeed(method: string, pattern: string, act: string): Permission | 'anybody' | null {
  const isRead = method === 'GET' || method === 'HEAD';
  if (isRead && openToAll.test(pattern)) return 'anybody';
  if (!pattern.startsWith(ofTournament)) return null;
  if (pattern.endsWith('/acts/:act')) return actNeed(act);
  const part = parts.find((one) => one.path.test(pattern.slice(ofTournament.length)));
  if (part === undefined) return null;
  return isRead ? part.see : changeNeed(part, method);
}

const openToAll = /^\/api\/v1(\/|\/tournaments(\/:slug)?)?$/;

function changeNeed({ change }: Part, method: string): Permission | null {
  return typeof change === 'string' ? change : (change[method] ?? null);
}

/** An act asks for what its button in the tab room asks for. */
function actNeed(act: string): Permission | null {
  const need = needOf('POST', '/:slug/admin/rounds/:seq/acts/:act', { act });
  return Array.isArray(need) ? (need[0] ?? null) : null;
}
