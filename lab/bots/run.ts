import { randomUUID } from 'node:crypto';
import type { Logger } from '#kit/log/logger.ts';
import { seededRandom } from '#kit/math/random.ts';
import type { SessionConfig } from '../game/define-project.ts';
import type { Bot } from '../game/bot.ts';
import { callAuthor, type PlayableGame } from '../game/definition.ts';
import type { Lab } from '../lab.ts';
import { createSession } from '../sessions/create.ts';
import { BotFault, sentenceOf } from './bot-fault.ts';
import { autoBot } from './auto-bot.ts';
import { BotSeat, type TakenMove } from './bot-seat.ts';
import type { Door } from './door.ts';
import { LivePlays } from './live.ts';
import { pathDoor } from './path-door.ts';

/** How one case of one session went. */
export interface CaseResult {
  /** The session's configuration. */
  readonly session: string;
  /** From 1, and of how many. */
  readonly case: number;
  readonly cases: number;
  /** What the bots were given, by game. */
  readonly given: Readonly<Record<string, unknown>>;
  /** What went wrong; null when everything was as the bots expect. */
  readonly fault: string | null;
}

/** What is played: the session of this name, or else those with a game of this name; all with bots when null. */
export interface BotRun {
  readonly bots: readonly Bot[];
  readonly only: string | null;
  /** How they come to their pages; through this process when absent. */
  readonly door?: Door;
  /** How many take part; as many as the demo has when absent. */
  readonly participants?: number | null;
  /** Only this case, from 1. */
  readonly case?: number | null;
  /** All chance comes from it; new chance each time when absent. */
  readonly seed?: string | null;
  /** Games without a bot are played by chance. */
  readonly auto?: boolean;
  /** Told of each session that was played through. */
  readonly onPlayed?: (played: PlayedCase) => Promise<void>;
  readonly onMove?: (taken: TakenMove) => void;
}

/** A session whose bots have ended. */
export interface PlayedCase {
  readonly session: string;
  /** From 1. */
  readonly case: number;
  /** The session's own. */
  readonly code: string;
}

/** Plays each session that has bots, once for each case, through the same path as browsers. A case that fails does not stop the others. */
export async function* playBots(lab: Lab, run: BotRun): AsyncGenerator<CaseResult> {
  for (const config of meant(lab.project.configs, run.only)) {
    const own = ownBots(config, run);
    if (own.length === 0) continue;
    const cases = Math.max(...own.map((bot) => bot.cases.length));
    for (const at of Array.from({ length: cases }, (_, index) => index).filter((index) => !run.case || index + 1 === run.case)) {
      const given = Object.fromEntries(own.map((bot) => [bot.game.game.name, caseOf(bot, at)]));
      const fault = await faultOf(playCase({ config, bots: own, caseIndex: at, run }, lab));
      yield { session: config.name, case: at + 1, cases, given, fault };
    }
  }
}

/** Those of its games; with `auto` one for each. */
function ownBots(config: SessionConfig, { bots, auto, seed }: BotRun): Bot[] {
  const byGame = new Map(bots.map((bot) => [bot.game, bot]));
  return [...new Set(config.games)].flatMap(
    (game) => byGame.get(game) ?? (auto ? autoBot(game, seededRandom(`${seed ?? randomUUID()}/${config.name}`)) : []),
  );
}

function meant(configs: readonly SessionConfig[], only: string | null): readonly SessionConfig[] {
  if (only === null) return configs;
  const named = configs.filter(({ name }) => name === only);
  return named.length > 0 ? named : configs.filter(({ games }) => games.some(({ game }) => game.name === only));
}

const caseOf = ({ cases }: Bot, at: number): unknown => cases[at % cases.length];

async function faultOf(played: Promise<void>): Promise<string | null> {
  try {
    await played;
    return null;
  } catch (error) {
    return sentenceOf(error);
  }
}

interface Case {
  readonly config: SessionConfig;
  readonly bots: readonly Bot[];
  readonly caseIndex: number;
  readonly run: BotRun;
}

async function playCase({ config, bots, caseIndex, run }: Case, lab: Lab): Promise<void> {
  const failures: unknown[] = [];
  const watched = { ...lab, logger: keepingFailures(failures) };
  const settings = bots.map((bot) => (bot.settings ? callAuthor(bot.settings, caseOf(bot, caseIndex)) : {}));
  const participants = run.participants ?? config.demoParticipants;
  const { code: session, participantCodes } = await createSession(watched, {
    config: config.name,
    changes: Object.assign({}, ...settings),
    isMocked: true,
    ...(participants !== null && { participants }),
    ...(run.seed && { seed: `${run.seed}/${config.name}/${caseIndex + 1}` }),
  });
  const byGame = new Map<PlayableGame, Bot>(bots.map((bot) => [bot.game, bot]));
  const door = run.door ?? pathDoor(watched);
  const common = { bots: byGame, caseIndex, door, lives: new LivePlays(), ...(run.onMove && { onMove: run.onMove }) };
  const seats = participantCodes.map((code, at) => new BotSeat({ ...common, code, number: at + 1 }, watched));
  while (await sweep(seats, failures));
  await run.onPlayed?.({ session: config.name, case: caseIndex + 1, code: session });
}

/** Each seat's next move. False when all bots have ended. */
async function sweep(seats: readonly BotSeat[], failures: readonly unknown[]): Promise<boolean> {
  const progress = new Set<string>();
  for (const seat of seats) {
    progress.add(await seat.step());
    if (failures.length > 0) throw new BotFault(`${seat.words}, and the game failed: ${sentenceOf(failures[0])}`);
  }
  if (progress.has('moved')) return true;
  if (!progress.has('waits')) return false;
  throw new BotFault(`the bots got stuck: ${seats.map((seat) => seat.words).join('; ')}.`);
}

/** What the lab would write down for its operator is the game author's to know here. */
function keepingFailures(failures: unknown[]): Logger {
  const say = (): void => {};
  return { debug: say, info: say, warn: say, error: (event, { error = event } = {}) => void failures.push(error) };
}
