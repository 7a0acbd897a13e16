// Does everybody finish on any number of web processes, when each request may go to any of them?
import { percentile, playSessions, type CrowdResult } from './measure/lab-crowd.ts';
import { benchPostgres } from './measure/playground.ts';
import { rowOf, type BenchRow } from './measure/row.ts';
import { tidily } from './measure/tidy.ts';
import { startOurLab } from './peers/our-lab.ts';

const counts = [1, 2, 4, 8];
const games = ['public_goods', 'trust', 'survey'];
const people = 60;
const runs = 3;
const answers = { contribution: '50', sentAmount: '10', sentBackAmount: '15', age: '30', mood: '2', why: 'because' };

/** Throws when somebody does not finish, or gets an error. */
export function bench(print: (row: BenchRow) => void): Promise<void> {
  return tidily(async (later) => {
    const postgres = await benchPostgres(later);
    const alone = new Map<string, readonly CrowdResult[]>();
    for (const count of counts) {
      const lab = await startOurLab(await postgres.database(`lab_${count}`), count);
      later(() => lab.stop());
      for (const game of games) {
        const plan = { game, answers, people, sessions: 2, isSpread: true };
        await playSessions(lab.site, plan);
        const results: CrowdResult[] = [];
        for (let run = 0; run < runs; run += 1) results.push(await playSessions(lab.site, plan));
        alone.set(game, alone.get(game) ?? results);
        printRows({ game, count }, { results, alone: alone.get(game) ?? results }, print);
      }
      await lab.stop();
    }
  });
}

interface Series {
  readonly results: readonly CrowdResult[];
  /** On one process. */
  readonly alone: readonly CrowdResult[];
}

function printRows(
  { game, count }: { readonly game: string; readonly count: number },
  { results, alone }: Series,
  print: (row: BenchRow) => void,
): void {
  const finished = results.reduce((sum, result) => sum + result.finished, 0);
  const all = people * 2 * runs;
  if (finished !== all) throw new Error(`${game} on ${count} processes: ${finished} of ${all} finished.`);
  const facts = {
    bench: 'lab-processes',
    case: `${game}, ${count} processes, any request to any of them`,
    better: 'more',
    headline: false,
  } as const;
  print(rowOf({ ...facts, unit: 'people who finished', peer: 'everybody', headline: true }, [finished], [all]));
  const beside = { ...facts, peer: 'one process' };
  print(rowOf({ ...beside, unit: 'pages/s' }, ...both({ results, alone }, ({ pages, seconds }) => pages / seconds)));
  const p95 = ({ pageTimes }: CrowdResult): number => percentile(pageTimes, 0.95);
  print(rowOf({ ...beside, unit: 'ms, p95 of a page', better: 'less' }, ...both({ results, alone }, p95)));
}

function both({ results, alone }: Series, of: (one: CrowdResult) => number): [number[], number[]] {
  return [results.map(of), alone.map(of)];
}
