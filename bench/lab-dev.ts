// How long is it from saving a game in the editor until the page of somebody who plays it is shown anew?
import { once, EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { send } from '#kit/http/client.ts';
import { startDev, type ReloadTimes } from '../lab/author/dev.ts';
import { newProject } from '../lab/author/new.ts';
import { authorFolder } from '../lab/author/testing/author-folder.ts';
import { benchPostgres } from './measure/playground.ts';
import { loneRow, type Bench } from './measure/row.ts';
import { tidily } from './measure/tidy.ts';

const saves = 7;
/** An author looks before saving again; the next process is warm by then. */
const betweenMs = 2_500;

export const bench: Bench = (print) =>
  tidily(async (later) => {
    const postgres = await benchPostgres(later);
    const folder = await authorFolder({});
    later(() => folder.remove());
    await newProject(join(folder.path, 'my-lab'), { games: false });
    const file = 'my-lab/games/first-game.ts';
    const reloads = new EventEmitter();
    const dev = await startDev({
      folder: join(folder.path, 'my-lab'),
      port: 0,
      databaseUrl: await postgres.database('dev'),
      env: { PATH: process.env['PATH'] ?? '' },
      onLine: () => {},
      onReload: (times) => void reloads.emit('reloaded', times),
    });
    later(() => dev.stop());
    const page = await fetch(`${dev.url}/dev/start?config=first_game`);
    const text = await readFile(join(folder.path, file), 'utf8');
    const took: Took[] = [];
    for (let save = 0; save <= saves; save += 1) {
      await sleep(betweenMs);
      const started = performance.now();
      const reloaded = once(reloads, 'reloaded').then(([times]: ReloadTimes[]) => times);
      await folder.write({ [file]: text.replace('Your decision', `Decision ${save}`) });
      const times = await reloaded;
      const { text: shown } = await send({ url: page.url, headers: { connection: 'close' } }); // none that has stood idle meanwhile
      if (!shown.includes(`Decision ${save}`)) throw new Error('The page does not show what was saved.');
      if (save > 0 && times) took.push({ ...times, wholeMs: performance.now() - started }); // the first one warms up
    }
    const row = (what: string, of: (one: Took) => number, headline = false): void =>
      print(loneRow({ bench: 'lab-dev', case: what, unit: 'ms', headline }, took.map(of)));
    row('a game is saved, its page is shown anew', ({ wholeMs }) => wholeMs, true);
    row('of it: until the save is noticed', ({ noticedMs }) => noticedMs);
    row('of it: the files are read', ({ readMs }) => readMs);
    row('of it: they are served', ({ servedMs }) => servedMs);
    row('of it: the page is shown', ({ noticedMs, readMs, servedMs, wholeMs }) => wholeMs - noticedMs - readMs - servedMs);
  });

interface Took extends ReloadTimes {
  readonly wholeMs: number;
}
