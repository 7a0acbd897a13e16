import { sizeTitle, type Dyno, type ProcessType } from '../../../platform/client.ts';
import type { CliCommand } from '../../command.ts';
import { bold } from '../../output.ts';
import { age, herokuTime } from '../../time-words.ts';

export const listDynos: CliCommand = {
  name: 'ps',
  summary: "show an app's dynos",
  needsApp: true,
  example: 'rostra ps --app hello',
  run: async (call) => {
    const app = await call.app();
    const [formation, dynos] = await Promise.all([call.platform.formation(app), call.platform.dynos(app)]);
    const runs = dynos.filter((dyno) => dyno.type === 'run').map(dynoLine);
    const lines = [
      ...formation.flatMap((process) => typeLines(process, dynos)),
      ...(runs.length === 0 ? [] : [bold('=== run: one-off dynos'), ...runs, '']),
    ];
    return { json: dynos, lines: lines.length === 0 ? [`${app} has no process type yet: deploy first.`] : lines };
  },
};

/** In the words people know: `=== web (Standard-1X): rostra lab serve (2)`, then a line a dyno. */
function typeLines({ type, size, command, quantity }: ProcessType, dynos: readonly Dyno[]): string[] {
  const own = dynos.filter((dyno) => dyno.type === type);
  return [bold(`=== ${type} (${sizeTitle(size)}): ${command} (${quantity})`), ...own.map(dynoLine), ''];
}

function dynoLine({ name, state, since, reason }: Dyno): string {
  const why = reason === '' || state === 'up' ? '' : `: ${reason}`;
  return `${name}: ${state} ${herokuTime(since)} (~ ${age(Date.now() - Date.parse(since))} ago)${why}`;
}
