import { stripTypeScriptTypes } from 'node:module';
import { html } from '#kit/html/html.ts';
import { defineGame } from '../../game/define-game.ts';
import { defineProject } from '../../game/define-project.ts';
import { labOn, type LabGround } from '../../open-lab.ts';
import { labServer } from '../../web/server.ts';
import { readAssets } from '../assets.ts';
import { readLocales } from '../locales.ts';
import { readSources } from '../sources.ts';

/** Does once what each start does, and throws it away: what is done for the first time takes many times as long. */
export async function warmUp(ground: LabGround): Promise<void> {
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
