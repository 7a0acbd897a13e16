// How soon are 500 people released who wait for one another, and how late are the clocks of 1,000 who are all due in one second?
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { createSession, percentile, type LabSite } from './measure/lab-crowd.ts';
import { PageClient } from './measure/page-client.ts';
import { benchPostgres } from './measure/playground.ts';
import { rowOf, type BenchRow } from './measure/row.ts';
import { tidily } from './measure/tidy.ts';
import { startOurLab } from './peers/our-lab.ts';

const runs = 3;
/** The specification's own bounds, in milliseconds. */
const budgets = { release: 1_500, clocks: 1_000 };
const peer = 'budget of the specification';
/** A browser that is told to go on comes within this time, so that not all come at once. */
const spreadMs = 300;

export function bench(print: (row: BenchRow) => void): Promise<void> {
  return tidily(async (later) => {
    const postgres = await benchPostgres(later);
    const url = await postgres.database('lab');
    const lab = await startOurLab(url, 2);
    later(() => lab.stop());
    const db = new pg.Client({ connectionString: url });
    await db.connect();
    later(() => db.end());
    const releases: number[] = [];
    const clocks: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      releases.push(percentile(await releaseTimes(lab.site, 500), 0.95));
      clocks.push(percentile(await clockLags({ site: lab.site, db }, 1_000), 0.95));
    }
    const facts = { bench: 'lab-waits', peer, better: 'less', headline: true } as const;
    const release = '500 people wait for all: from the last submit until the next page is there';
    print(rowOf({ ...facts, case: release, unit: 'ms, p95' }, releases, [budgets.release]));
    print(rowOf({ ...facts, case: '1,000 clocks due in one second: how late', unit: 'ms, p95' }, clocks, [budgets.clocks]));
  });
}

/** A person with a page before them. */
interface Person {
  readonly client: PageClient;
  readonly code: string;
  path: string;
  html: string;
}

async function open(person: Person, path: string): Promise<void> {
  let next = path;
  for (let hops = 0; hops < 10; hops += 1) {
    const answer = await person.client.send({ path: next });
    if (answer.status >= 400) throw new Error(`${answer.status} at ${next}`);
    if (answer.location === null) {
      Object.assign(person, { path: next, html: answer.body });
      return;
    }
    next = answer.location;
  }
}

async function seated({ origins, ...site }: LabSite, wish: { readonly game: string; readonly people: number }): Promise<Person[]> {
  const codes = await createSession({ origins, ...site }, wish);
  const people = codes.map((code, at): Person => ({
    client: new PageClient(origins[at % origins.length] ?? ''),
    code,
    path: '',
    html: '',
  }));
  await Promise.all(people.map((person) => open(person, `/InitializeParticipant/${person.code}`)));
  return people;
}

async function submit(person: Person): Promise<void> {
  const intent = /name="intent" value="(\w+)"/.exec(person.html)?.[1] ?? '';
  const answer = await person.client.send({ path: person.path, form: `intent=${intent}&gives=3` });
  await open(person, answer.location ?? person.path);
}

/** Sorted milliseconds from the last submit until each person has the next page. */
async function releaseTimes(site: LabSite, count: number): Promise<number[]> {
  const people = await seated(site, { game: 'everybody', people: count });
  const [last, ...others] = people;
  if (!last) throw new Error('Nobody came.');
  await Promise.all(others.map(submit));
  const waiting = others.map(async (person) => {
    await person.client.send({ path: /\/released\/[\w/-]+/.exec(person.html)?.[0] ?? '', accept: 'text/event-stream' });
    await sleep(Math.random() * spreadMs);
    await open(person, person.path);
    return performance.now();
  });
  const started = performance.now();
  await submit(last);
  const times = (await Promise.all(waiting)).map((at) => at - started).sort((a, b) => a - b);
  if (people.some(({ path }) => !path.includes('/After/'))) throw new Error('Somebody still waits.');
  for (const { client } of people) client.close();
  return times;
}

/** Sorted milliseconds by which pages were sent later than their clocks were due. */
async function clockLags({ site, db }: { readonly site: LabSite; readonly db: pg.Client }, count: number): Promise<number[]> {
  const people = await seated(site, { game: 'clocked', people: count });
  for (const { client } of people) client.close();
  const codes = people.map(({ code }) => code);
  const { rows: due } = await db.query<{ id: number; at: number }>(
    `update lab_timer t set fire_at = now() + interval '1 s' + random() * interval '1 s' from lab_participant p
     where p.id = t.participant_id and p.code = any($1) returning p.id, extract(epoch from t.fire_at)::float8 * 1000 as at`,
    [codes],
  );
  const dueAt = new Map(due.map(({ id, at }) => [id, at]));
  for (;;) {
    await sleep(500);
    const { rows: left } = await db.query<{ id: number; at: number }>(
      `select participant_id as id, extract(epoch from completed_at)::float8 * 1000 as at from lab_page_time
       where page_index = 1 and participant_id = any($1)`,
      [[...dueAt.keys()]],
    );
    if (left.length === count) return left.map(({ id, at }) => at - (dueAt.get(id) ?? 0)).sort((a, b) => a - b);
  }
}
