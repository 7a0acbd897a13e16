import type { Release } from '../../../platform/client.ts';
import type { CliCommand } from '../../command.ts';
import { columns } from '../../output.ts';
import { wholeNumber } from '../../parse.ts';
import { herokuTime } from '../../time-words.ts';

export const listReleases: CliCommand = {
  name: 'releases',
  summary: 'list what was released, newest first',
  needsApp: true,
  options: [{ flags: '-n, --num <releases>', text: 'how many, 15 unless said' }],
  example: 'rostra releases --app hello',
  run: async (call) => {
    const app = await call.app();
    const most = wholeNumber(call.option('num') ?? '15', { name: '--num', min: 1, max: 10_000 });
    const releases = (await call.platform.releases(app)).slice(0, most);
    const none = [`${app} has no release yet: \`rostra deploy --app ${app}\` makes the first.`];
    return { json: releases, lines: releases.length === 0 ? none : releaseLines(releases) };
  },
};

type Shown = Pick<Release, 'version' | 'current' | 'status' | 'reason' | 'failure' | 'actor' | 'createdAt'>;

/** A row each; why one failed stands below it, so that a long sentence makes no wide table. */
export function releaseLines(releases: readonly Shown[]): readonly string[] {
  const rows = releases.map((release) => [
    `v${release.version}`,
    stateWord(release),
    release.reason,
    release.actor,
    herokuTime(release.createdAt),
  ]);
  const [head = '', ...lines] = columns(['Release', 'State', 'What', 'By', 'When'], rows);
  return [head, ...lines.flatMap((line, nth) => [line, ...whyLines(releases[nth]?.failure ?? null)])];
}

const whyLines = (failure: string | null): readonly string[] => (failure === null ? [] : [`         ${failure}`]);

function stateWord({ current, status }: Shown): string {
  return current ? 'current' : status;
}
