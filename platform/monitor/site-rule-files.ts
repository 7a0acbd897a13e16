import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** `monitor/rules` in the data folder (MON-09): TypeScript or JavaScript whose default export looks at a moment. */
export async function siteRuleFiles(home: string): Promise<readonly string[]> {
  const folder = join(home, 'monitor', 'rules');
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => /\.(ts|js|mjs)$/.test(name) && !/\.test\./.test(name))
    .sort()
    .map((name) => join(folder, name));
}
