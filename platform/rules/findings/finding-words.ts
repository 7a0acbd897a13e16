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
  F04: {
    title: 'Pages are slow although the dynos and the database are idle',
    severity: 'warning',
    why: 'Requests wait for something outside: another server that is asked, a lock, a sleep in the code. More dynos help only as far as more requests can wait at once.',
  },
  F05: {
    title: 'The dynos take more memory than they have',
    severity: 'warning',
    why: 'A dyno over its quota gets slow, and at twice the quota it is ended. A restart gives memory back at once; if it is soon full again the app needs more, or leaks.',
  },
  F06: {
    title: 'A dyno was ended because it took twice its memory',
    severity: 'critical',
    why: 'Who was on it lost the connection. The same will happen again as long as the size stays.',
  },
  F07: {
    title: 'The database has hardly a connection left',
    severity: 'warning',
    why: 'The next dyno or worker that asks for one is refused, and its pages end with an error.',
  },
  F08: {
    title: 'The Redis server has hardly a client left',
    severity: 'warning',
    why: 'The next process that connects is refused. Live pages and the cache of the app need it.',
  },
  F09: {
    title: 'A page with so many quick rounds asks for a live page',
    severity: 'info',
    why: 'Each round costs two requests and a wait for the one process of oTree. A live page keeps one connection open and sends what changes.',
  },
  F10: {
    title: 'oTree runs on more than one web dyno',
    severity: 'critical',
    why: 'oTree keeps live connections, page timeouts and its lock inside one process. A second web dyno loses them, and participants hang on wait pages.',
  },
  F11: {
    title: 'A worker dyno does nothing',
    severity: 'info',
    why: 'Since oTree 5 its worker only sleeps: the line in the Procfile is there for old installations.',
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
  F14: {
    title: 'Connections are cut when dynos stop',
    severity: 'warning',
    why: 'The app closes its connections before it has answered what it was working on.',
  },
  F15: {
    title: 'The app closes connections without an answer',
    severity: 'warning',
    why: 'It is nothing that stops of dynos explain: the app server ends its workers, or a limit of its own is too tight.',
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
  F19: {
    title: 'The event comes soon, and something is not ready',
    severity: 'warning',
    why: 'What is missing is quickly done now, and not on the day.',
  },
  F20: {
    title: 'Requests fail',
    severity: 'critical',
    why: 'People see error pages.',
  },
  F21: {
    title: 'The app stands open',
    severity: 'critical',
    why: 'Anybody can see what only the people who run it should see.',
  },
  F22: {
    title: 'The app writes into files that go with the dyno',
    severity: 'critical',
    why: "A dyno's files are thrown away when it restarts. Answers that are kept in them are lost.",
  },
  F23: {
    title: 'A dyno answers at an address of the network',
    severity: 'critical',
    why: "Requests that come by this door pass neither the router's limits nor its encryption.",
  },
  F24: {
    title: 'A page that is kept for everybody looks personal',
    severity: 'critical',
    why: "Two visitors with different cookies got different pages. One person's page must never be shown to another.",
  },
  F25: {
    title: 'The app runs an old version',
    severity: 'info',
    why: 'Newer ones are faster and mend faults that people have reported.',
  },
  F26: {
    title: 'The database has hardly a row left',
    severity: 'warning',
    why: 'The plan has a limit of rows. Beyond it the event is at the mercy of the plan.',
  },
  F27: {
    title: 'The app and its event are in different time zones',
    severity: 'warning',
    why: 'Times that the app shows or waits for are off by the difference.',
  },
  F28: {
    title: 'Pages that reload themselves ask again and again',
    severity: 'warning',
    why: 'Those who wait reload at the same pace and keep the app from recovering.',
  },
  F29: {
    title: 'The mirror differs from its original',
    severity: 'critical',
    why: 'What the mirror shows or changes may not be what the original has.',
  },
  F30: {
    title: 'Programs that read the web ask for much of it',
    severity: 'info',
    why: "They take dynos' time from people, and none of them takes part.",
  },
  F31: {
    title: 'More dynos run than the traffic needs',
    severity: 'info',
    why: 'Where nothing waits in line, more dynos do not make pages faster.',
  },
  F32: {
    title: 'Many people come soon, and too few dynos run',
    severity: 'warning',
    why: 'The last time that so many came they needed more. A dyno takes a moment to start.',
  },
} as const satisfies Record<string, FindingWords>;
