import { readFile } from 'node:fs/promises';
import { createLogger } from '#kit/log/logger.ts';
import { importArchive } from '../import/archive.ts';
import { openTab } from '../open-tab.ts';

/** A process of its own that imports an archive, says when it is half way, and waits a little there so that it can be killed. */
const [databaseUrl = '', file = '', slug = ''] = process.argv.slice(2);
const tab = openTab({ databaseUrl, logger: createLogger({ name: 'import', level: 'silent' }), newSeed: () => 'seed' });
let asked = 0;
const clock = {
  ...tab.clock,
  nowMs: () => {
    asked += 1;
    if (asked === 8) process.stdout.write('half way\n');
    return Date.now();
  },
};
await importArchive({ ...tab, clock }, { xml: await readFile(file, 'utf8'), actor: 'test', slug });
process.stdout.write('done\n');
await tab.close();
