import { once } from 'node:events';
import '../../open-lab.ts';
import '../../web/server.ts';

/** Loaded before `lab/main.ts`: everything but the author's files is there already when the word to start comes. */
export async function main(): Promise<void> {
  process.on('uncaughtException', (error: Error & { readonly hint?: string }) => {
    process.stdout.write(`${JSON.stringify({ fault: { message: error.message, hint: error.hint ?? '' } })}\n`, () => process.exit(1));
  });
  process.stdout.write(`${JSON.stringify({ warm: true })}\n`);
  await once(process.stdin, 'data');
  process.stdin.destroy();
}

await main();
