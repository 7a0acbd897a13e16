/** Many more requests than usual within ten seconds, and the page that most of them asked for. */
export interface BurstEvidence {
  readonly path: string;
  readonly requests: number;
  /** Of them, those that the page cache answered. */
  readonly cached: number;
  /** How many times as many requests as usual came within these ten seconds. */
  readonly times: number;
  /** When they began. */
  readonly second: number;
  /** What happened in the two minutes before; null: nothing that is known. */
  readonly trigger: BurstTrigger | null;
}

export interface BurstTrigger {
  /** `Deploy 1a2b3c4d` */
  readonly text: string;
  readonly second: number;
}

/** What the app's own clock says (oTree's `own_time`): the work on a request, without its wait inside the process. */
export interface OwnTimeEvidence {
  readonly requests: number;
  readonly meanMs: number;
  /** Waited inside the process: the router's service time without the own time. */
  readonly waitP95Ms: number;
  /** Of the time in which the process worked on a request; at 1 there is no room for another. */
  readonly busyShare: number;
}

export interface GameEvidence {
  /** `public_goods/Contribute` */
  readonly page: string;
  readonly participants: number;
  /** Of this page, as far as somebody came within the window. */
  readonly rounds: number;
  /** Between the page and its answer; the median. */
  readonly staySeconds: number;
  /** Pages and answers of the whole game. */
  readonly requestsPerSecond: number;
}

/** Connections that an app closed without an answer, or in the middle of one. */
export interface CutOffEvidence {
  /** H13 */
  readonly unanswered: number;
  /** Of them, within 30 s after a dyno was stopped. */
  readonly atStops: number;
  /** H18 */
  readonly interrupted: number;
  /** Times that the app's server said that it ended a worker (`WORKER TIMEOUT`). */
  readonly workerTimeouts: number;
}

export interface VisitorEvidence {
  /** Requests in the log, and those of them by programs that read the web. */
  readonly requests: number;
  readonly robots: number;
  /** The one that asked most: `GPTBot`; empty without one. */
  readonly busiestRobot: string;
}

export interface StormEvidence {
  readonly path: string;
  readonly clients: number;
  readonly requests: number;
}
