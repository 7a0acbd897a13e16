import type { Permission } from '../../rules/permissions.ts';
import { rightsOf } from '../../rules/setup/rights.ts';
import { actNeeds, drawEditNeeds, stepNeeds } from '../../rules/step-needs.ts';

/**
 * What a route asks of whoever calls it: a login, any part in the tournament, one of these permissions, or every right. The handler of a route that
 * asks for `member` decides further.
 */
export type Need = 'login' | 'member' | 'superuser' | readonly Permission[];

type Params = Readonly<Record<string, string | undefined>>;

const seeKind = ({ kind = '' }: Params): Need => needed(rightsOf(kind)?.see);
const changeKind = ({ kind = '' }: Params): Need => needed(rightsOf(kind)?.change);
const needed = (permission: Permission | undefined): Need => (permission === undefined ? 'superuser' : [permission]);

/** One line a route of the tab room. A route that is not here is the superuser's alone. */
const table: Readonly<Record<string, Need | ((params: Params) => Need)>> = {
  'GET /admin': 'login',
  'POST /admin/tournaments': 'superuser',
  'POST /admin/demos': 'superuser',
  'GET /admin/users': 'superuser',
  'POST /admin/users': 'superuser',
  'POST /admin/users/:id': 'superuser',
  'GET /accounts/me': 'login',
  'POST /accounts/me/password': 'login',
  'POST /accounts/me/tokens': 'login',
  'POST /accounts/me/tokens/:id': 'login',

  'GET /:slug/admin': 'member',
  'GET /:slug/admin/rounds/:seq': 'member',
  'GET /:slug/admin/rounds/:seq/live': 'member',
  'GET /:slug/admin/rounds/:seq/:step': ({ step = '' }) => needed(seeStep[step]),
  'POST /:slug/admin/rounds/:seq/acts/:act': ({ act = '' }) => needed(actNeeds[act]),
  'POST /:slug/admin/rounds/:seq/available': ['edit.roundavailability'],
  'POST /:slug/admin/rounds/:seq/available/tick': ['edit.roundavailability'],
  'POST /:slug/admin/rounds/:seq/panels': ['edit.debateadjudicator'],
  'GET /:slug/admin/rounds/:seq/panels/board': ['view.debateadjudicator'],
  'POST /:slug/admin/rounds/:seq/panels/seats': ['edit.debateadjudicator'],
  'POST /:slug/admin/rounds/:seq/panels/importance': ['edit.debateadjudicator'],
  'POST /:slug/admin/rounds/:seq/panels/pin': ['edit.debateadjudicator'],
  'GET /:slug/admin/rounds/:seq/panels-ahead': ['view.preformedpanels'],
  'GET /:slug/admin/rounds/:seq/panels-ahead/board': ['view.preformedpanels'],
  'POST /:slug/admin/rounds/:seq/panels-ahead/seats': ['edit.preformedpanels'],
  'POST /:slug/admin/rounds/:seq/panels-ahead/importance': ['edit.preformedpanels'],
  'POST /:slug/admin/rounds/:seq/panels-ahead/pin': ['edit.preformedpanels'],
  'POST /:slug/admin/rounds/:seq/panels-ahead/acts/:act': ['edit.preformedpanels'],
  'POST /:slug/admin/rounds/:seq/panels-ahead/apply/:fit': ['edit.debateadjudicator'],
  'GET /:slug/admin/out-rounds': ['view.debateadjudicator'],
  'GET /:slug/admin/out-rounds/board': ['view.debateadjudicator'],
  'POST /:slug/admin/out-rounds/seats': ['edit.debateadjudicator'],
  'POST /:slug/admin/out-rounds/importance': ['edit.debateadjudicator'],
  'POST /:slug/admin/out-rounds/pin': ['edit.debateadjudicator'],
  'POST /:slug/admin/out-rounds/acts/:act': ['edit.debateadjudicator'],
  'POST /:slug/admin/rounds/:seq/keep/:what': ({ what }) => [what === 'room' ? 'edit.roomallocations' : 'edit.debateadjudicator'],
  'POST /:slug/admin/rounds/:seq/panels/allocate-by': ['edit.settings'],
  'POST /:slug/admin/rounds/:seq/draw/:edit': ({ edit = '' }) => [drawEditNeeds(edit)],
  'GET /:slug/admin/rounds/:seq/sheets': ['view.debateadjudicator'],
  'GET /:slug/admin/rounds/:seq/feedback-sheets': ['view.debateadjudicator'],
  'GET /:slug/admin/rounds/:seq/history': ['view.actionlogentry', 'view.debate.admin'],
  // What taking back takes depends on what was done: the handler looks.
  'POST /:slug/admin/rounds/:seq/history/last': 'member',
  'POST /:slug/admin/rounds/:seq/history/:entry': 'member',
  'POST /:slug/admin/rounds/:seq/rooms': ['edit.roomallocations'],
  'POST /:slug/admin/rounds/:seq/rooms/put': ['edit.roomallocations'],
  'POST /:slug/admin/rounds/:seq/rooms/allocate-by': ['edit.settings'],
  'GET /:slug/admin/debates/:id/ballot': ['view.ballotsubmission', 'edit.ballotsubmission'],
  'POST /:slug/admin/debates/:id/ballot': ['edit.ballotsubmission'],
  'POST /:slug/admin/debates/:id/postpone': ['edit.ballotsubmission'],
  'POST /:slug/admin/ballots/:id/:decision': ['mark.ballotsubmission', 'mark.ballotsubmission.others'],
  'POST /:slug/admin/rounds/:seq/plan': ['release.draw'],
  'POST /:slug/admin/rounds/:seq/plan/drop': ['release.draw'],
  'GET /:slug/admin/rounds/:seq/projector': ['view.briefingdraw'],
  'POST /:slug/admin/rounds/:seq/projector/shown': ['view.briefingdraw', 'release.draw'],
  'GET /:slug/admin/public-site': ['view.settings'],
  'POST /:slug/admin/public-site': ['edit.settings'],
  'GET /:slug/admin/public-site.zip': ['view.settings'],
  'GET /:slug/admin/standings': ['view.teamstandings'],
  'GET /:slug/admin/breaks': ['view.break'],
  'POST /:slug/admin/breaks': ['generate.break'],
  'GET /:slug/admin/breaks/adjudicators': ['view.adj.break', 'edit.adj.break'],
  'POST /:slug/admin/breaks/adjudicators': ['edit.adj.break'],
  'POST /:slug/admin/breaks/adjudicators/available': ['edit.roundavailability'],
  'GET /:slug/admin/people': ['view.particpants'],
  'GET /:slug/admin/registration': ['view.registration'],
  'POST /:slug/admin/registration': ['add.inst'],
  'GET /:slug/admin/registration/:subject': ['view.answers'],
  'GET /:slug/admin/registration/:subject/answers.csv': ['view.answers'],
  'GET /:slug/admin/messages': ['view.emails'],
  'POST /:slug/admin/messages': ['send.emails'],
  'POST /:slug/admin/messages/again': ['send.emails'],
  'GET /:slug/admin/people/links/:kind': ['view.privateurls'],
  'GET /:slug/admin/check-in': ['view.checkin'],
  'GET /:slug/admin/check-in/rooms': ['view.checkin'],
  'GET /:slug/admin/check-in/live': ['view.checkin'],
  'GET /:slug/admin/check-in/scan': ['edit.participantcheckin', 'edit.roomcheckin'],
  'POST /:slug/admin/check-in/scan': ['edit.participantcheckin', 'edit.roomcheckin'],
  'POST /:slug/admin/check-in/tick': ['edit.participantcheckin', 'edit.roomcheckin'],
  'POST /:slug/admin/check-in/save': ['edit.participantcheckin', 'edit.roomcheckin'],
  'POST /:slug/admin/check-in/party': ['edit.participantcheckin'],
  'POST /:slug/admin/check-in/identifiers': ['edit.participantcheckin', 'edit.roomcheckin'],
  'GET /:slug/admin/check-in/labels/:kind': ['view.checkin'],
  'GET /:slug/admin/feedback': ['view.feedbackoverview'],
  'POST /:slug/admin/feedback/:id/:act': ({ act }) => [
    act === 'ignore' || act === 'count' ? 'edit.feedbackignore' : 'edit.feedbackconfirm',
  ],
  'GET /:slug/admin/feedback/about/:id': ['view.feedback'],
  'POST /:slug/admin/feedback/about/:id/score': ['edit.judgescoresind'],
  'GET /:slug/admin/feedback/from/:kind/:id': ['view.feedback'],
  'GET /:slug/admin/feedback/add': ['add.feedback'],
  'POST /:slug/admin/feedback/add': ['add.feedback'],
  'GET /:slug/admin/feedback.csv': ['view.feedback'],
  'GET /:slug/admin/motions': ['view.roundmotion'],
  'POST /:slug/admin/motions': ['edit.roundmotion'],
  'POST /:slug/admin/motions/:seq/:act': ({ act }) => [
    act === 'release' ? 'release.motion' : act === 'withdraw' ? 'unrelease.motion' : 'edit.starttime',
  ],
  'GET /:slug/admin/import': ['add.team'],
  'POST /:slug/admin/import': ['add.team'],
  'POST /:slug/admin/import/paste': ['add.team'],
  'GET /:slug/admin/take-away': ['export.xml'],
  'GET /:slug/admin/take-away/:file': ['export.xml'],
  'GET /:slug/admin/setup': ['view.settings'],
  'GET /:slug/admin/sides': ['view.settings', 'edit.allocatesides'],
  'POST /:slug/admin/sides/:way': ['edit.allocatesides'],
  'GET /:slug/admin/setup/:kind': seeKind,
  'POST /:slug/admin/setup/:kind': changeKind,
  'GET /:slug/admin/setup/:kind/:id': seeKind,
  'POST /:slug/admin/setup/:kind/:id': changeKind,
  'POST /:slug/admin/setup/:kind/:id/delete': changeKind,
  'GET /:slug/admin/settings': ['view.settings'],
  'GET /:slug/admin/settings/presets/:preset': ['view.settings'],
  'POST /:slug/admin/settings': ['edit.settings'],
  'GET /:slug/admin/users': ['view.users'],
  'POST /:slug/admin/users': ['edit.users'],
  'POST /:slug/admin/users/:id': ['edit.users'],
  'POST /:slug/admin/groups/:id': ['edit.users'],
  'POST /:slug/admin/invitations': ['edit.users'],
  'GET /:slug/assistant': ['add.ballotsubmission', 'mark.ballotsubmission.others'],
  'GET /:slug/assistant/live': ['add.ballotsubmission', 'mark.ballotsubmission.others'],
  'GET /:slug/assistant/debates/:id/enter': ['add.ballotsubmission'],
  'POST /:slug/assistant/debates/:id/enter': ['add.ballotsubmission'],
  'GET /:slug/assistant/ballots/:id/check': ['mark.ballotsubmission.others', 'mark.ballotsubmission'],
  'POST /:slug/assistant/ballots/:id/check': ['mark.ballotsubmission.others', 'mark.ballotsubmission'],
  'POST /:slug/assistant/ballots/:id/reject': ['mark.ballotsubmission.others', 'mark.ballotsubmission'],
  'GET /:slug/admin/log': ['view.actionlogentry'],
  'GET /:slug/admin/log.csv': ['view.actionlogentry'],
};

const seeStep: Readonly<Record<string, Permission>> = stepNeeds;

/** What a route asks for; null when the table does not know it. */
export function needOf(method: string, pattern: string, params: Params): Need | null {
  const need = table[`${method === 'HEAD' ? 'GET' : method} ${pattern}`];
  if (need === undefined) return null;
  return typeof need === 'function' ? need(params) : need;
}
