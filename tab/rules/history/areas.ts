/** What the log can be narrowed to, in the order of the choice; each takes in the verbs that its pattern finds. */
export const logAreas = {
  availability: { label: 'Availability', verbs: '^availability_' },
  draw: { label: 'Draw and sides', verbs: '^(draw_(made|deleted|edited|confirmed)|debate_(added|dropped)|pairing_|sides_|round_imported)' },
  panels: {
    label: 'Adjudicators of debates',
    verbs: '^(adjudicators_allocated|adjudicator_(moved|pinned|unpinned)|panels?_|debates?_(weighed|prioritised))',
  },
  rooms: { label: 'Rooms of debates', verbs: '^rooms?_(allocated|moved|kept|released)' },
  publishing: { label: 'Publishing', verbs: '(published|withdrawn|plan_dropped|publish_planned|shown_in_hall|site_switched)' },
  motions: { label: 'Motions', verbs: '^motions?_' },
  results: { label: 'Ballots and results', verbs: '^(ballot_|round_(completed|reopened)|debate_(postponed|resumed))' },
  feedback: { label: 'Feedback', verbs: '^feedback_' },
  breaks: { label: 'Breaks', verbs: '^break' },
  imports: { label: 'Imports', verbs: '_(imported|pasted)$' },
  settings: { label: 'Settings', verbs: '^(settings_|tournament_)' },
  people: { label: 'Users and groups', verbs: '^(group|member)_' },
  registration: { label: 'Registration', verbs: '(_registered$|^registration_|^slots_given$)' },
  setup: {
    label: 'People and things set up',
    verbs: '^(?!debate|panel|pairing|group|settings|tournament|motion|feedback|draw).*_(added|changed|deleted|given)$',
  },
  undo: { label: 'Taken back', verbs: '^taken_back$' },
} as const;

export type LogArea = keyof typeof logAreas;

export function isLogArea(text: unknown): text is LogArea {
  return typeof text === 'string' && Object.hasOwn(logAreas, text);
}
