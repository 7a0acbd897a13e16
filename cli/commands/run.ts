import type { Dyno, LogLine } from '../../platform/client.ts';
import type { Call, CliCommand } from '../command.ts';
import { commandLine, environment } from '../shell-words.ts';

export const run: CliCommand = {
  name: 'run',
  summary: "run one command with an app's build and config vars, and pass its output and exit status on",
  args: '<command...>',
  needsApp: true,
  options: [
    { flags: '-e, --env <vars>', text: 'vars of its own over the config vars: "A=1;B=two"' },
    { flags: '-x, --exit-code', text: 'as on Heroku; the exit status is always passed on' },
  ],
  example: 'rostra run --app hello -- python manage.py migrate --noinput',
  takesAnyOptions: true,
  endsGently: true,
  run: async (call) => {
    const app = await call.app();
    const command = commandLine(call.args);
    const dyno = await call.platform.startRun(app, { command, env: environment(call.option('env')), attach: true });
    call.output.progress(`Running ${command} on ${app} as ${dyno.name}. It reads no keyboard; Ctrl-C stops it.`);
    const { ended, isWhole } = await followed(call, app, dyno);
    return { json: ended, lines: [], exitStatus: exitStatusOf(ended, isWhole) };
  },
};

/** To its end. Who interrupts us means the command: it is stopped, and its last words are still passed on. */
async function followed(call: Call, app: string, { id, name }: Dyno): Promise<Followed> {
  const stop = (): void => {
    call.output.progress(`Stopping ${name}.`);
    call.platform.stopRun(app, id).catch(() => call.output.progress(`It could not be told. Later: rostra ps:stop ${name} --app ${app}`));
  };
  if (call.signal.aborted) stop();
  else call.signal.addEventListener('abort', stop, { once: true });
  let isWhole = true;
  const onItem = (line: LogLine): void => {
    if (!lossMark.test(line.text)) return call.output.item(line, line.text);
    isWhole = false;
    call.output.progress(line.text);
  };
  const toItsEnd = new AbortController().signal;
  return { ended: await call.platform.followRun(app, id, { after: 0, onItem, signal: toItsEnd }), isWhole };
}

interface Followed {
  readonly ended: Dyno;
  /** False when the log could not hold all that it wrote. */
  readonly isWhole: boolean;
}

/** What the log says where lines are missing. */
const lossMark = /^L1[23] \(/;

/** Output with holes is no success, whatever the command says. Nobody knows the status of what a machine took along as it went down. */
function exitStatusOf({ exitStatus }: Dyno, isWhole: boolean): number {
  return exitStatus === null || (exitStatus === 0 && !isWhole) ? 1 : exitStatus;
}
