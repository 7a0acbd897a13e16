import type { CliCommand } from '../../command.ts';
import { bold, columns } from '../../output.ts';

export const diffPipeline: CliCommand = {
  name: 'pipelines:diff',
  summary: 'show how staging and production of a pipeline differ',
  needsApp: true,
  example: 'rostra pipelines:diff --app event-staging',
  run: async (call) => {
    const diff = await call.platform.pipelineDiff(await call.app());
    const { staging, production } = diff;
    const build = diff.isSameBuild ? `Both run build ${staging.slug ?? 'none'}.` : buildLine(staging, production);
    const commands = diff.processes.map(({ type, ...command }) => [type, command.staging ?? 'none', command.production ?? 'none']);
    const lines = [
      bold(`=== ${staging.app} (staging) and ${production.app} (production)`),
      build,
      ...vars(staging.app, diff.onlyStaging),
      ...vars(production.app, diff.onlyProduction),
      ...(commands.length === 0 ? [] : columns(['Process', staging.app, production.app], commands)),
    ];
    return { json: diff, lines };
  },
};

interface Side {
  readonly app: string;
  readonly release: number | null;
  readonly slug: string | null;
}

const buildLine = (staging: Side, production: Side): string => `${sideWords(staging)}; ${sideWords(production)}.`;

const sideWords = ({ app, release, slug }: Side): string =>
  release === null ? `${app} has no release` : `${app} runs build ${slug ?? 'none'} (v${release})`;

function vars(app: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`Only ${app} has ${names.join(', ')}.`];
}
