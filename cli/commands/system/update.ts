import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Operations } from '../../../platform/client.ts';
import type { Answer, CliCommand } from '../../command.ts';

export const systemUpdate: CliCommand = {
  name: 'system:update',
  summary: 'put a newer Rostra into the place of this one while apps go on; without a file, how the last update went',
  args: '[file]',
  example: 'rostra system:update rostra-1.3.0.tgz',
  run: async (call) => {
    const [source] = call.args;
    if (source === undefined) return words(await call.platform.systemUpdate());
    const { startedAt, from, to } = await call.platform.updateSystem({ source: resolve(source) });
    call.output.progress(
      `From ${from} to ${to}: every database and the state are backed up first, then one process after another is exchanged.`,
    );
    return words(await over(call.platform, startedAt));
  },
};

type Status = Awaited<ReturnType<Operations['systemUpdate']>>;

const lookEachMs = 500;

/** Control itself is exchanged: for a moment nobody answers. */
async function over(platform: Operations, startedAt: string): Promise<Status> {
  for (;;) {
    const status = await platform.systemUpdate().catch(() => null);
    if (status?.startedAt === startedAt && status.endedAt !== null) return status;
    await delay(lookEachMs);
  }
}

function words(status: Status): Answer {
  if (status === null) return { json: null, lines: ['There was no update yet.'] };
  const { state, from, to, words: why } = status;
  const lines = {
    preparing: [`${to} is prepared: databases are backed up.`],
    switching: [`${to} takes the place of ${from}.`],
    done: [`Rostra ${to} runs; it was ${from}.`],
    failed: [`Still ${from}, nothing was changed: ${why}`],
    'rolled back': [`Still ${from}: ${to} was not healthy and was taken back. ${why}`],
  }[state];
  return { json: status, lines, isBadNews: state === 'failed' || state === 'rolled back' };
}
