import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ExportSource } from '../exports/table.ts';
import { atOneMoment, csvOf } from '../exports/table.ts';
import { offeredTables } from '../exports/catalog.ts';
import type { Lab } from '../lab.ts';
import { markAll } from '../store/bots.ts';
import type { PlayedCase } from './run.ts';

/** Writes every table of a played session into `folder`: `public_goods-1/all_apps_wide.csv`. */
export async function exportRun(lab: Lab, { session, case: number, code }: PlayedCase, folder: string): Promise<void> {
  const place = join(folder, `${session.replaceAll(/[^\w.-]/g, '_')}-${number}`);
  await mkdir(place, { recursive: true });
  await markAll(lab.db, code);
  for await (const { name, lines } of atOneMoment(lab, (source) => tables(source, { lab, session, code })))
    await pipeline(Readable.from(lines), createWriteStream(join(place, `${name}.csv`)));
}

interface Played {
  readonly lab: Lab;
  readonly session: string;
  readonly code: string;
}

async function* tables(
  source: ExportSource,
  { lab, session, code }: Played,
): AsyncGenerator<{ name: string; lines: AsyncIterable<string> }> {
  const games = lab.project.configs.find(({ name }) => name === session)?.games ?? [];
  const played = new Set(games.map(({ game }) => game.name));
  for (const { make, game } of offeredTables(lab.project)) {
    if (game !== null && !played.has(game)) continue;
    const table = await make(source, { session: code });
    yield { name: table.name, lines: csvOf(table) };
  }
}
