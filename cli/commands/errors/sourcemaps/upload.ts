import { readFile, readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { CliCommand } from '../../../command.ts';
import { UsageFault } from '../../../parse.ts';

export const uploadSourceMaps: CliCommand = {
  name: 'errors:sourcemaps upload',
  summary: 'send the source maps of a folder, so that compiled code is shown as it was written',
  args: '<folder>',
  needsApp: true,
  options: [
    { flags: '--release <release>', text: 'that they belong to, as its events name it; the newest of the app unless said' },
    { flags: '--prefix <path>', text: 'under which browsers ask for the folder: /static' },
  ],
  example: 'rostra errors:sourcemaps upload dist --release v12 --prefix /static --app lab',
  run: async (call) => {
    const app = await call.app();
    const folder = call.args[0] ?? '';
    const maps = await mapsIn(folder);
    const release = call.option('release') ?? `v${(await call.platform.app(app)).release ?? 1}`;
    const prefix = (call.option('prefix') ?? '').replaceAll(/^[~/]+|\/+$/g, '');
    for (const map of maps) {
      const name = ['~', prefix, map.replace(/\.map$/, '').replaceAll(sep, '/')].filter((part) => part !== '').join('/');
      await call.platform.putSourceMap(app, { release, name, map: await readFile(join(folder, map), 'utf8') });
      call.output.progress(name);
    }
    const words = `${maps.length} source ${maps.length === 1 ? 'map' : 'maps'}`;
    return {
      json: { release, maps: maps.length },
      lines: [`${words} of ${release} sent. Errors of ${app} are shown in the code as it was written.`],
    };
  },
};

/** Paths within the folder. */
async function mapsIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => {
    throw new UsageFault(`There is no folder ${folder}.`, 'Name the folder that the bundler has written its scripts and maps into.');
  });
  const maps = names.filter((name) => name.endsWith('.map') && !name.split(sep).includes('node_modules')).sort();
  if (maps.length === 0)
    throw new UsageFault(
      `There is no source map in ${folder}.`,
      'Bundlers write them when told so: `esbuild --sourcemap`, `vite build --sourcemap`.',
    );
  return maps;
}
