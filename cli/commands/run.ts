import type { Dyno } from '../../platform/client.ts';
import type { Answer, Call, CliCommand } from '../command.ts';
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
    const dyno = await call.platform.startRun(app, { command, env: environment(call.option('env')) });
    call.output.progress(`Running ${command} on ${app} as ${dyno.name}. It reads no keyboard; Ctrl-C stops it.`);
    return answerOf(await followed(call, app, dyno));
  },
};

/** To its end. Who interrupts us means the command: it is stopped, and its last words are still passed on. */
async function followed(call: Call, app: string, { id, name }: Dyno): Promise<Dyno> {
  const stop = (): void => {
    call.output.progress(`Stopping ${name}.`);
    call.platform.stopRun(app, id).catch(() => call.output.progress(`It could not be told. Later: rostra ps:stop ${name} --app ${app}`));
  };
  if (call.signal.aborted) stop();
  else call.signal.addEventListener('abort', stop, { once: true });
  const toItsEnd = new AbortController().signal;
  return call.platform.followRun(app, id, { after: 0, onItem: (line) => call.output.item(line, line.text), signal: toItsEnd });
}

/** In JSON the last line of a stream whose others are log lines. Nobody knows the status of what a machine took along as it went down. */
function answerOf(dyno: Dyno): Answer {
  return { json: dyno, lines: [], exitStatus: dyno.exitStatus ?? 1 };
}
