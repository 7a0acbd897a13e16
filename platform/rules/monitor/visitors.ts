import type { CutOffEvidence, StormEvidence, VisitorEvidence } from '../findings/visitor-evidence.ts';
import type { LoggedRequest } from './router-request.ts';

/** How programs that read the web call themselves. */
const robot = /([\w-]*(?:bot|crawler|spider|scrapy|slurp|python-requests|go-http-client|curl|wget|headlesschrome))\b/i;

/** What the bots of a rehearsal call themselves: they were asked to come. */
const rehearsalBot = 'rostra-bot';

/** How many of the requests are people's, but for those of rehearsals. */
export function visitorsOf(all: readonly LoggedRequest[]): VisitorEvidence {
  const requests = all.filter(({ userAgent }) => userAgent !== rehearsalBot);
  const names = requests.flatMap(({ userAgent, count }) => {
    const name = robot.exec(userAgent)?.[1];
    return name === undefined ? [] : [{ name, count }];
  });
  const [busiest] = [...Map.groupBy(names, ({ name }) => name)]
    .map(([name, own]) => ({ name, count: sum(own) }))
    .toSorted((a, b) => b.count - a.count);
  return { requests: sum(requests), robots: sum(names), busiestRobot: busiest?.name ?? '' };
}

const spanSeconds = 10;
const manyTimes = 10;

/** The page that most clients ask for ten times or more within ten seconds; null: nobody does. */
export function stormOf(requests: readonly LoggedRequest[]): StormEvidence | null {
  const asked = requests.filter(({ method }) => method === 'GET');
  const spans = Map.groupBy(asked, ({ client, path, second }) => `${client} ${Math.floor(second / spanSeconds)} ${path}`);
  const hurried = [...spans.values()].filter((own) => sum(own) >= manyTimes);
  const [worst] = [...Map.groupBy(hurried, ([first]) => first?.path ?? '')]
    .map(([path, own]) => ({ path, clients: new Set(own.map(([first]) => first?.client)).size, requests: sum(own.flat()) }))
    .toSorted((a, b) => b.clients - a.clients);
  return worst ?? null;
}

const sum = (counted: readonly { readonly count: number }[]): number => counted.reduce((total, { count }) => total + count, 0);

const atStopSeconds = 30;

/** `stops`: when dynos were stopped. */
export function cutOffOf(requests: readonly LoggedRequest[], stops: readonly number[], workerTimeouts: number): CutOffEvidence {
  const unanswered = requests.filter(({ code }) => code === 'H13');
  const atStops = unanswered.filter(({ second }) => stops.some((stop) => second >= stop && second <= stop + atStopSeconds));
  const interrupted = requests.filter(({ code }) => code === 'H18');
  return { unanswered: sum(unanswered), atStops: sum(atStops), interrupted: sum(interrupted), workerTimeouts };
}
