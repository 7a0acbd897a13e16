import { availableParallelism } from 'node:os';
import { invariant } from '#kit/errors/invariant.ts';
import type { Lab } from '../../lab.ts';
import { reckonedCapacity, type DemandFacts } from '../../rules/demand.ts';
import { sessionPlan } from '../../rules/session-plan.ts';
import { earlierPlay } from '../../store/demand.ts';
import { databaseFacts } from '../../store/server-check.ts';

/** Seconds that people look at a page where nobody has looked at one yet. */
const guessedSeconds = 20;
/** Bots that pressed at once say nothing about people. */
const leastBotSeconds = 1;

/** What a session of this recipe will ask of the server. */
export async function demandFacts({ db, project }: Lab, name: string): Promise<DemandFacts> {
  const config = project.configs.find((one) => one.name === name);
  invariant(config, 'the form shows a recipe of the project');
  const [earlier, database] = await Promise.all([earlierPlay(db, config.name), databaseFacts(db)]);
  const processes = Math.max(1, database.processes);
  const reckoned = reckonedCapacity(processes, availableParallelism());
  const isSeen = earlier.mostPages !== null && earlier.mostPages > reckoned;
  const pages = sessionPlan(config.games, project.fields).pages.filter(({ page }) => page.kind === 'page');
  return {
    pages: pages.length,
    rounds: Math.max(...config.games.map(({ game }) => game.rounds)),
    ...paceOf(earlier, config.expectedSeconds),
    processes,
    carries: isSeen && earlier.mostPages !== null ? earlier.mostPages : reckoned,
    known: isSeen ? 'seen' : 'reckoned',
  };
}

type Pace = Pick<DemandFacts, 'secondsAPage' | 'pace'>;

function paceOf({ secondsAPage, botSecondsAPage }: Awaited<ReturnType<typeof earlierPlay>>, expected: number | null): Pace {
  if (secondsAPage !== null && secondsAPage > 0) return { secondsAPage, pace: 'sessions' };
  if (botSecondsAPage !== null && botSecondsAPage >= leastBotSeconds) return { secondsAPage: botSecondsAPage, pace: 'bots' };
  return expected === null ? { secondsAPage: guessedSeconds, pace: 'guess' } : { secondsAPage: expected, pace: 'author' };
}
