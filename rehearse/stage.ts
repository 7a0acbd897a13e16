import type { Upgrade } from './rules/advice.ts';
import type { Breakage } from './rules/breakage.ts';
import type { Look } from './rules/evidence.ts';
import type { Level } from './rules/level.ts';
import type { Formation } from './rules/plan-file.ts';
import type { Check, Cost } from './rules/result.ts';

/** The app that a rehearsal plays with, and what the platform lets it see and do. */
export interface Stage {
  readonly id: string;
  /** Bots say it in `X-Rostra-Rehearsal`: the rehearsal's id, or in place the word that only they know. */
  readonly word: string;
  /** The app that people know, and the one that is played with: itself or a clone. */
  readonly app: string;
  readonly target: string;
  readonly url: string;
  readonly release: number | null;
  /** Config vars in which keys of an API may stand. */
  readonly config: Readonly<Record<string, string>>;
  readonly present: Formation;
  readonly runsAlone: boolean;
  /** Processors of the machine, when the bots run on it too. */
  readonly cores: number | null;
  readonly upgrades: Readonly<Record<string, Upgrade>>;
  /** What a formation costs an hour, by each price book that knows all its sizes. */
  readonly hourly: (formation: Readonly<Record<string, string>>) => readonly Cost[];
  look(): Promise<Look>;
  /** Codes of the router and of dynos in the last seconds. */
  codes(seconds: number): Promise<Readonly<Record<string, number>>>;
  /** Settles when that many dynos are up. */
  setFormation(formation: Formation): Promise<void>;
  /** A part of the copy goes as if it had failed. */
  breakPart(breakage: Breakage): Promise<void>;
  /** What has to be right beside speed: whether it is, and in words what was seen. */
  check(): Promise<readonly Check[]>;
}

/** What is told while it goes on. */
export interface Watcher {
  says(sentence: string): void;
  /** A second of a level. */
  second(now: Second): void;
  levelDone(phase: Phase, level: Level): void;
}

export type Phase = 'curve' | 'twice the dynos' | 'confirm' | 'chaos' | 'other size';

export interface Second {
  readonly people: number;
  readonly perSecond: number;
  readonly p95: number | null;
  readonly failed: number;
  /** Where bots are: requests under way by route. */
  readonly pages: Readonly<Record<string, number>>;
}
