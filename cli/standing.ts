import type { CliCommand } from './command.ts';

/** Commands whose process stays as long as the event does: what it has loaded counts for all that time. */
const standingCommands: ReadonlyMap<string, () => Promise<CliCommand>> = new Map([
  ['up', async () => (await import('./commands/up.ts')).up],
  ['lab serve', async () => (await import('./commands/lab/serve.ts')).labServe],
  ['tab serve', async () => (await import('./commands/tab/serve.ts')).tabServe],
  ['tab work', async () => (await import('./commands/tab/work.ts')).tabWork],
]);

/** The one command that is meant, when it is one of those and not only to be explained. */
export async function standing(typed: readonly string[]): Promise<CliCommand | null> {
  const [first = '', second = ''] = typed;
  const load = standingCommands.get(first) ?? standingCommands.get(`${first} ${second}`);
  return load === undefined || typed.some((word) => word === '--help' || word === '-h') ? null : load();
}
