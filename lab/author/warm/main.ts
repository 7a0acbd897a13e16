import { once } from 'node:events';
import { stripTypeScriptTypes } from 'node:module';
import { html } from '#kit/html/html.ts';
import { createLogger } from '#kit/log/logger.ts';
import { labConfig } from '../../config.ts';
import { defineGame } from '../../game/define-game.ts';
import { defineProject } from '../../game/define-project.ts';
import { labOn, prepareGround, type LabGround } from '../../open-lab.ts';
import { projectHere, serveUntilStopped } from '../../web/serve.ts';
import { labServer } from '../../web/server.ts';
import { readAssets } from '../assets.ts';
import { readLocales } from '../locales.ts';
import { readSources } from '../sources.ts';

/** `rostra lab serve` in two steps: everything but the author's files is there already when the word to start comes. */
export async function main(): Promise<void> {
  process.on('uncaughtException', (error: Error & { readonly hint?: string }) => {
    process.stdout.write(`${JSON.stringify({ fault: { message: error.message, hint: error.hint ?? '' } })}\n`, () => process.exit(1));
  });
  const config = labConfig();
  const ground = await prepareGround(config, createLogger({ name: 'lab' }));
  await warmUp(ground);
  say({ warm: true });
  await once(process.stdin, 'data');
  process.stdin.destroy();
  const project = await projectHere(config);
  say({ read: true });
  await serveUntilStopped(ground, project);
}

/** Does once what each start does, and throws it away: what is done for the first time takes many times as long. */
async function warmUp(ground: LabGround): Promise<void> {
  stripTypeScriptTypes('const loads: boolean = true;');
  const folder = process.cwd();
  await Promise.all([readSources(folder), readLocales(folder), readAssets(folder)]);
  const server = await labServer(labOn(ground, aProject()));
  await server.inject('/p/nobody00/none/None/1'); // opens the connections, prepares what every page asks, shows a page
  await server.close();
}

function aProject() {
  const game = defineGame({ name: 'none' });
  const games = [game.sequence(game.page('None', { view: ({ next }) => html`${next}` }))];
  return defineProject({ defaults: { participationFee: 0, pointValue: 1 }, sessions: [{ name: 'none', games }] });
}

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

await main();
