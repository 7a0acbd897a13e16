interface FindingWords {
  readonly title: string;
  readonly severity: 'info' | 'warning' | 'critical';
  readonly why: string;
}

/** What each rule says when nothing more is known (platform specification, §8.1). */
export const findingWords = {
  F01: {
    title: 'The one web dyno is too busy',
    severity: 'warning',
    why: 'The app runs on one dyno and that dyno computes all the time. A faster one helps; a second one would not, if the app cannot share its work.',
  },
  F02: {
    title: 'The web dynos are too busy',
    severity: 'warning',
    why: 'Together the dynos compute as much as they can, and pages wait for them. More dynos make pages faster.',
  },
  F03: {
    title: 'Pages are slow although the dynos are idle: the database is the limit',
    severity: 'warning',
    why: 'Requests wait for the database. More dynos would add connections, not speed.',
  },
  F10: {
    title: 'oTree runs on more than one web dyno',
    severity: 'critical',
    why: 'oTree keeps live connections, page timeouts and its lock inside one process. A second web dyno loses them, and participants hang on wait pages.',
  },
  F12: {
    title: 'One slow page runs into the time limit',
    severity: 'warning',
    why: 'Nearly all requests that ran into the limit asked for the same page, while the others are quick. More dynos do not help: that page needs more time or less work.',
  },
  F13: {
    title: 'Everything waits: requests of all pages run into the limit',
    severity: 'critical',
    why: 'Requests stand in line because the dynos are busy. Those who wait too long get an error page.',
  },
  F16: {
    title: 'Many ask for the same public page, and the app renders it each time',
    severity: 'warning',
    why: 'The same page for everybody could be rendered once and kept by the router for all others.',
  },
  F17: {
    title: 'The machine is full',
    severity: 'critical',
    why: 'All cores or all memory of this machine are in use. Another dyno here would take from the others.',
  },
  F18: {
    title: 'More dynos run than before the event, and it has been over for two hours',
    severity: 'info',
    why: 'What the event needed is still there, and it costs money. Nobody may need it any more.',
  },
  F20: {
    title: 'Requests fail',
    severity: 'critical',
    why: 'People see error pages.',
  },
  F29: {
    title: 'The mirror differs from its original',
    severity: 'critical',
    why: 'What the mirror shows or changes may not be what the original has.',
  },
} as const satisfies Record<string, FindingWords>;
