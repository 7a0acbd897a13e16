import type { PartWish, Rehearsal, RehearsalPlan } from '../rules/rehearsal-resources.ts';

export interface RehearsalWish {
  readonly plan: RehearsalPlan;
  /** In place: the app's name, typed. */
  readonly confirm?: string;
  /** The platform starts the bots itself, on its own machine. */
  readonly launch?: boolean;
}

/** What bots tell once a second; checked when it comes in. */
export interface RehearsalTold {
  readonly says?: string;
  readonly second?: object;
  readonly level?: object;
}

export interface RehearsalEnd {
  /** `result.json`; checked when it comes in. */
  readonly result: object | null;
  readonly failure: string | null;
}

/** Verbs of rehearsals; part of `Operations`. */
export interface RehearsalVerbs {
  /** Newest first. */
  rehearsals(app: string): Promise<readonly Rehearsal[]>;
  rehearsal(app: string, id: string): Promise<Rehearsal>;
  planRehearsal(app: string, wish: RehearsalWish): Promise<Rehearsal>;
  /** Settles when the app that is played with is up: a copy of it, unless it is rehearsed in place. */
  stageRehearsal(app: string, id: string): Promise<Rehearsal>;
  /** What bots tell once a second; whether somebody wants them to stop. */
  reportRehearsal(app: string, id: string, report: RehearsalTold): Promise<{ readonly isStopped: boolean }>;
  /** A part of the copy goes as if it had failed; checked when it comes in. */
  breakRehearsed(app: string, id: string, wish: PartWish): Promise<Rehearsal>;
  endRehearsal(app: string, id: string, end: RehearsalEnd): Promise<Rehearsal>;
  stopRehearsal(app: string, id: string): Promise<Rehearsal>;
}
