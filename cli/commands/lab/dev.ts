import { once } from 'node:events';
import type { CliCommand } from '../../command.ts';
import { childEnvironment } from '../../config.ts';
import { wholeNumber } from '../../parse.ts';

export const labDev: CliCommand = {
  name: 'lab dev',
  summary: 'serves this folder’s games while you write them: a save shows at once, data and people stay where they are',
  options: [{ flags: '--port <number>', text: '8000 unless said' }],
  example: 'rostra lab dev',
  runsUntilStopped: true,
  run: async (call) => {
    const { dev } = await import('../../../lab/author/main.ts');
    const port = wholeNumber(call.option('port') ?? '8000', { name: '--port', min: 0, max: 65_535 });
    const env = childEnvironment({});
    const onLine = (line: string): void => call.output.progress(line);
    const running = await dev({ folder: process.cwd(), port, databaseUrl: env['DATABASE_URL'] ?? null, env, onLine });
    call.output.item({ url: running.url }, `Your experiment is at ${running.url}. Ctrl-C ends it; the data stay.`);
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    await running.stop();
    return null;
  },
};
