// How many pages a second does the lab show, next to oTree on the same Postgres, and what does a page cost?
import { percentile, playSessions, type CrowdPlan, type CrowdResult } from './measure/lab-crowd.ts';
import { pgBench, type PgBench } from './measure/pgbench.ts';
import { benchPostgres, cpuOf, type Playground } from './measure/playground.ts';
import { rowOf, type BenchRow, type RowFacts } from './measure/row.ts';
import { tidily } from './measure/tidy.ts';
import { startOTreeLab } from './peers/otree-lab.ts';
import { otreeVersion } from './peers/otree.ts';
import { startOurLab } from './peers/our-lab.ts';

const answers = { contribution: '50', age: '30', mood: '2', why: 'because' };

interface Case {
  readonly game: string;
  readonly people: number;
  readonly runs: number;
  /** Ours plays as many sessions in a row as give both sides some seconds of work. */
  readonly sessions: number;
}

const cases: readonly Case[] = [
  { game: 'public_goods', people: 300, runs: 3, sessions: 4 },
  { game: 'public_goods', people: 99, runs: 3, sessions: 12 },
  { game: 'public_goods', people: 30, runs: 3, sessions: 30 },
  { game: 'survey', people: 300, runs: 2, sessions: 2 },
  { game: 'survey', people: 100, runs: 2, sessions: 6 },
  { game: 'survey', people: 30, runs: 3, sessions: 16 },
];

type Print = (row: BenchRow) => void;

interface Sides {
  readonly own: Playground;
  readonly peer: Playground;
  /** Postgres serves both. */
  readonly postgresPid: number;
  /** Null when the program is not there. */
  readonly reference: PgBench | null;
}

export function bench(print: Print): Promise<void> {
  return tidily(async (later) => {
    const postgres = await benchPostgres(later);
    const peer = await startOTreeLab(await postgres.database('otree'), later);
    const own = await startOurLab(await postgres.database('lab'), 2);
    later(() => own.stop());
    const sides = { own, peer, postgresPid: postgres.pid, reference: await pgBench(postgres) };
    if (!sides.reference) console.error('lab-pages: rows left out. pgbench is not installed: apt-get install postgresql-contrib.');
    printRows({ game: 'public_goods', people: 300, runs: 1, sessions: 1 }, await cold(sides), { print, note: ', cold' });
    await warm(sides);
    for (const one of cases) await measureCase(one, sides, print);
  });
}

interface Measured extends CrowdResult {
  /** Milliseconds of CPU a page. */
  readonly web: number;
  readonly postgres: number;
}

interface Series {
  readonly ours: readonly Measured[];
  readonly theirs: readonly Measured[];
}

/** The first session after the start. */
async function cold(sides: Sides): Promise<Series> {
  const plan = { game: 'public_goods', answers, people: 300, sessions: 1 };
  return { ours: [await measure(sides, 'own', plan)], theirs: [await measure(sides, 'peer', plan)] };
}

/** With the session before at least 2,000 pages of each side, of both games. */
async function warm({ own, peer }: Sides): Promise<void> {
  await playSessions(own.site, { game: 'public_goods', answers, people: 300, sessions: 2 });
  await playSessions(own.site, { game: 'survey', answers, people: 200, sessions: 1 });
  await playSessions(peer.site, { game: 'survey', answers, people: 50, sessions: 1 });
}

async function measureCase(one: Case, sides: Sides, print: Print): Promise<void> {
  const { game, people, runs, sessions } = one;
  const ours: Measured[] = [];
  const theirs: Measured[] = [];
  const reference: number[] = [];
  const isReferred = game === 'public_goods' && people === 300;
  for (let run = 0; run < runs; run += 1) {
    ours.push(await measure(sides, 'own', { game, answers, people, sessions }));
    if (isReferred && sides.reference) reference.push(await sides.reference.run(4));
    theirs.push(await measure(sides, 'peer', { game, answers, people, sessions: 1 }));
  }
  printRows(one, { ours, theirs }, { print, note: '' });
  if (reference.length === 0) return;
  const facts = {
    bench: 'lab-pages',
    case: caseName(one),
    unit: 'pages/s against transactions/s',
    headline: true,
    better: 'more',
  } as const;
  print(rowOf({ ...facts, peer: 'pgbench, TPC-B-like, 8 clients' }, ours.map(pagesPerSecond), reference));
}

async function measure(sides: Sides, side: 'own' | 'peer', plan: CrowdPlan): Promise<Measured> {
  const { pids, site } = sides[side];
  const before = [cpuOf(pids), cpuOf([sides.postgresPid])] as const;
  const result = await playSessions(site, plan);
  if (result.finished !== plan.people * plan.sessions) throw new Error(`${result.finished} of ${plan.people * plan.sessions} finished.`);
  const [web, postgres] = [cpuOf(pids) - before[0], cpuOf([sides.postgresPid]) - before[1]];
  return { ...result, web: (web * 1_000) / result.pages, postgres: (postgres * 1_000) / result.pages };
}

const pagesPerSecond = ({ pages, seconds }: CrowdResult): number => pages / seconds;
const caseName = ({ game, people }: Case): string => `${game}, ${people} people`;

type Column = Pick<RowFacts, 'unit' | 'better' | 'headline'> & { readonly of: (one: Measured) => number };

function printRows(one: Case, { ours, theirs }: Series, { print, note }: { readonly print: Print; readonly note: string }): void {
  const isWarm = note === '';
  const columns: readonly Column[] = [
    { unit: 'pages/s', better: 'more', headline: isWarm, of: pagesPerSecond },
    { unit: 'submits/s', better: 'more', headline: false, of: ({ submits, seconds }) => submits / seconds },
    { unit: 'ms, p95 of a page', better: 'less', headline: isWarm, of: ({ pageTimes }) => percentile(pageTimes, 0.95) },
    {
      unit: 'ms CPU a page, web processes and Postgres',
      better: 'less',
      headline: isWarm && one.people === 300,
      of: ({ web, postgres }) => web + postgres,
    },
    { unit: 'ms CPU a page, web processes', better: 'less', headline: false, of: ({ web }) => web },
  ];
  for (const { of, ...facts } of columns) {
    print(rowOf({ bench: 'lab-pages', case: caseName(one) + note, peer: `oTree ${otreeVersion}`, ...facts }, ours.map(of), theirs.map(of)));
  }
}
