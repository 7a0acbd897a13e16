/** What a person may do in one tournament, by the code that imports and the API use, with its meaning. Tab spec section 10.7. */
const table = {
  'view.adjudicatorteamconflict': 'See conflicts between adjudicators and teams',
  'edit.adjudicatorteamconflict': 'Change conflicts between adjudicators and teams',
  'view.adjudicatoradjudicatorconflict': 'See conflicts between adjudicators',
  'edit.adjudicatoradjudicatorconflict': 'Change conflicts between adjudicators',
  'view.adjudicatorinstitutionconflict': 'See conflicts between adjudicators and institutions',
  'edit.adjudicatorinstitutionconflict': 'Change conflicts between adjudicators and institutions',
  'view.teaminstitutionconflict': 'See conflicts between teams and institutions',
  'edit.teaminstitutionconflict': 'Change conflicts between teams and institutions',

  'view.actionlogentry': 'See the action log',

  'view.team': 'See teams',
  'add.team': 'Add and change teams',
  'view.teamname': 'See the real names of teams that have code names',
  'view.anonymous': 'See the names of people who are redacted in public',
  'view.adj': 'See adjudicators',
  'add.adj': 'Add and change adjudicators',
  'view.room': 'See rooms',
  'add.room': 'Add and change rooms',
  'view.inst': 'See institutions',
  'add.inst': 'Add and change institutions',
  'view.particpants': 'See the list of participants',
  'view.participants.gender': 'See gender and pronouns',
  'view.participants.contact': 'See e-mail addresses and telephone numbers',
  'view.participants.decoded': 'See the real names of people who have code names',
  'view.participants.inst': 'See the institutions of participants',

  'view.roundavailability': 'See who and what is available for a round',
  'edit.roundavailability': 'Set who and what is available for a round',
  'view.roundavailability.team': 'See the available teams',
  'edit.roundavailability.team': 'Set the available teams',
  'view.roundavailability.adjudicator': 'See the available adjudicators',
  'edit.roundavailability.adjudicator': 'Set the available adjudicators',
  'view.roundavailability.venue': 'See the available rooms',
  'edit.roundavailability.venue': 'Set the available rooms',

  'view.roomconstraints': 'See room constraints',
  'edit.roomconstraints': 'Change room constraints',
  'view.roomcategories': 'See room categories',
  'edit.roomcategories': 'Change room categories',
  'view.roomallocations': 'See the rooms of debates',
  'edit.roomallocations': 'Give debates their rooms',

  'view.debate': 'See debates',
  'view.debate.admin': 'See draws before they are published',
  'generate.debate': 'Make draws',
  'delete.debate': 'Delete draws',
  'edit.debateteam': 'Change who debates whom',
  'view.debateadjudicator': 'See the adjudicators of debates',
  'edit.debateadjudicator': 'Give debates their adjudicators',
  'edit.allocatesides': 'Give teams their sides',
  'release.draw': 'Publish draws',
  'unrelease.draw': 'Withdraw published draws',
  'edit.starttime': 'Set when a round starts',
  'view.briefingdraw': 'Show draws in the briefing room',

  'view.ballotsubmission.new': 'See confirmed ballots',
  'edit.ballotsubmission.old': 'Change ballots that are confirmed',
  'view.ballotsubmission': 'See every version of ballots',
  'edit.ballotsubmission': 'Change ballots',
  'add.ballotsubmission': 'Enter ballots',
  'mark.ballotsubmission': 'Confirm and discard ballots',
  'mark.ballotsubmission.others': 'Confirm and discard ballots that somebody else entered',
  'view.ballotsubmission.graph': 'See how many results are in',
  'view.results': 'See results',

  'view.roundmotion': 'See motions before they are published',
  'edit.roundmotion': 'Change motions',
  'release.motion': 'Publish motions',
  'unrelease.motion': 'Withdraw published motions',
  'display.motion': 'Show motions in the briefing room',

  'view.preformedpanels': 'See preformed panels',
  'edit.preformedpanels': 'Change preformed panels',

  'view.standingsoverview': 'See the overview of standings',
  'view.teamstandings': 'See team standings',
  'view.speakersstandings': 'See speaker standings',
  'view.repliesstandings': 'See reply standings',
  'view.motionstab': 'See motion statistics',
  'view.diversitytab': 'See diversity statistics',

  'view.feedbackoverview': 'See the overview of feedback',
  'edit.judgescoresind': 'Change base scores of adjudicators',
  'view.feedback': 'See feedback',
  'edit.feedbackignore': 'Ignore pieces of feedback',
  'edit.feedbackconfirm': 'Confirm pieces of feedback',
  'view.feedbackunsubmitted': 'See who owes feedback',
  'add.feedback': 'Enter feedback',
  'edit.feedbackquestion': 'Change the questions of feedback forms',
  'view.adj.break': 'See which adjudicators break',
  'edit.adj.break': 'Say which adjudicators break',

  'view.breakeligibility': 'See who may break in which category',
  'edit.breakeligibility': 'Change who may break in which category',
  'view.breakcategories': 'See break categories',
  'edit.breakcategories': 'Change break categories',
  'view.speakercategories': 'See speaker categories',
  'edit.speakercategories': 'Change speaker categories',
  'view.speakereligibility': 'See who is in which speaker category',
  'edit.speakereligibility': 'Change who is in which speaker category',
  'view.break.overview': 'See the overview of breaks',
  'view.break': 'See breaking teams',
  'generate.break': 'Make breaks',

  'view.privateurls': 'See private links',
  'generate.privateurls': 'Make private links',

  'view.checkin': 'See check-ins',
  'edit.participantcheckin': 'Check people in',
  'edit.roomcheckin': 'Check rooms in',

  'add.round': 'Add rounds',
  'edit.round': 'Change rounds',
  'delete.round': 'Delete rounds',
  'confirm.round': 'Mark rounds as completed',
  'silence.round': 'Make rounds silent',

  'view.emails': 'See messages',
  'send.emails': 'Send messages',

  'export.xml': 'Export the tournament',

  'view.settings': 'See settings',
  'edit.settings': 'Change settings',

  'edit.questions': 'Change questions of forms',
  'delete.questions': 'Delete questions of forms',
  'view.answers': 'See answers to the questions of forms',
  'view.registration': 'See registrations',

  // ours: the requirements leave it to superusers
  'view.users': 'See who works on the tournament',
  'edit.users': 'Say who works on the tournament, and what they may do',
} as const;

/** One thing that a person may do in a tournament. */
export type Permission = keyof typeof table;

// oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- the keys of a table that is frozen by `as const`
export const permissions = Object.keys(table) as readonly Permission[];

/** What the permission lets a person do, in a few words. */
export function permissionMeaning(permission: Permission): string {
  return table[permission];
}

export function isPermission(text: unknown): text is Permission {
  return typeof text === 'string' && Object.hasOwn(table, text);
}

/** Permissions of one kind, for a form: "draw", "ballots" and so on, in the order of the table. */
export interface PermissionArea {
  readonly title: string;
  readonly permissions: readonly Permission[];
}

const areas: readonly (readonly [title: string, first: Permission])[] = [
  ['Conflicts', 'view.adjudicatorteamconflict'],
  ['Log', 'view.actionlogentry'],
  ['Participants', 'view.team'],
  ['Availability', 'view.roundavailability'],
  ['Rooms', 'view.roomconstraints'],
  ['Draw', 'view.debate'],
  ['Ballots', 'view.ballotsubmission.new'],
  ['Motions', 'view.roundmotion'],
  ['Preformed panels', 'view.preformedpanels'],
  ['Standings', 'view.standingsoverview'],
  ['Feedback', 'view.feedbackoverview'],
  ['Breaks', 'view.breakeligibility'],
  ['Private links', 'view.privateurls'],
  ['Check-in', 'view.checkin'],
  ['Rounds', 'add.round'],
  ['Messages', 'view.emails'],
  ['Export', 'export.xml'],
  ['Settings', 'view.settings'],
  ['Forms and registration', 'edit.questions'],
  ['Users', 'view.users'],
];

/** All permissions, each once, area by area. */
export const permissionAreas: readonly PermissionArea[] = areas.map(([title, first], index) => {
  const next = areas[index + 1]?.[1];
  return { title, permissions: permissions.slice(permissions.indexOf(first), next === undefined ? Infinity : permissions.indexOf(next)) };
});
