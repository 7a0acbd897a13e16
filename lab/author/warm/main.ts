import { once } from 'node:events';
import { createLogger } from '#kit/log/logger.ts';
import { labConfig } from '../../config.ts';
import { prepareGround } from '../../open-lab.ts';
import { projectHere, serveUntilStopped } from '../../web/serve.ts';
import { warmUp } from './warm-up.ts';

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

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

await main();
