// How long does it take to make a session of 500 people and 30 rounds?
import { performance } from 'node:perf_hooks';
import { createSession, type LabSite } from './measure/lab-crowd.ts';
import { benchPostgres } from './measure/playground.ts';
import { rowOf, type BenchRow } from './measure/row.ts';
import { tidily } from './measure/tidy.ts';
import { startOTreeLab } from './peers/otree-lab.ts';
import { otreeVersion } from './peers/otree.ts';
import { startOurLab } from './peers/our-lab.ts';

const people = 500;
const runs = 3;

export function bench(print: (row: BenchRow) => void): Promise<void> {
  return tidily(async (later) => {
    const postgres = await benchPostgres(later);
    const peer = await startOTreeLab(await postgres.database('otree'), later);
    const own = await startOurLab(await postgres.database('lab'), 2);
    later(() => own.stop());
    const [ours, theirs]: [number[], number[]] = [[], []];
    await secondsFor(own.site); // warm
    for (let run = 0; run < runs; run += 1) {
      ours.push(await secondsFor(own.site));
      theirs.push(await secondsFor(peer.site));
    }
    const facts = { bench: 'lab-create', case: `${people} people, 30 rounds`, peer: `oTree ${otreeVersion}`, unit: 's' } as const;
    print(rowOf({ ...facts, better: 'less', headline: true }, ours, theirs));
  });
}

/** Until the session is made and its participants are known. */
async function secondsFor(site: LabSite): Promise<number> {
  const started = performance.now();
  const codes = await createSession(site, { game: 'survey30', people });
  if (codes.length !== people) throw new Error(`The session has ${codes.length} people.`);
  return (performance.now() - started) / 1_000;
}
