import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Call, CliCommand } from '../../command.ts';
import { UsageFault } from '../../parse.ts';

export const addDrain: CliCommand = {
  name: 'drains:add',
  summary: 'send the log of an app elsewhere too, from now on',
  args: '<url>',
  needsApp: true,
  options: [
    { flags: '-s, --source <source>', text: 'only app or rostra' },
    { flags: '-d, --dyno <type>', text: 'only of a process type: web, router' },
    { flags: '--heroku-names', text: 'write heroku[router] for rostra[router], as many parsers expect' },
    { flags: '--allow-private', text: 'it may lead to this machine or into a private network' },
  ],
  example: 'rostra drains:add syslog+tls://logs.example.org:6514 --app hello',
  run: async (call) => {
    const app = await call.app();
    const drain = await call.platform.addLogDrain(app, {
      url: call.args[0] ?? '',
      source: sourceOf(call),
      processType: call.option('dyno'),
      herokuNames: call.flag('herokuNames'),
      allowsPrivate: call.flag('allowPrivate'),
    });
    return { json: drain, lines: [`The log of ${app} goes to ${drain.url} as drain ${drain.id}, token ${drain.token}.`] };
  },
};

function sourceOf(call: Call): 'app' | 'rostra' | null {
  const source = call.option('source');
  if (source === null || source === 'app' || source === 'rostra') return source;
  throw new UsageFault(`There is no log source "${source}".`, 'Use --source app or --source rostra.');
}

export const removeDrain: CliCommand = {
  name: 'drains:remove',
  summary: 'send the log there no more',
  args: '<drain>',
  needsApp: true,
  example: 'rostra drains:remove 2 --app hello',
  run: async (call) => {
    const app = await call.app();
    const [word = ''] = call.args;
    const drains = await call.platform.logDrains(app);
    const id = drains.find((drain) => [String(drain.id), drain.url, drain.token].includes(word))?.id;
    if (id === undefined) {
      const known = drains.map((drain) => `${drain.id} (${drain.url})`).join(', ');
      const hint = known === '' ? `\`rostra drains:add URL --app ${app}\` makes one.` : `There are ${known}.`;
      throw new RostraError({ code: 'CLI_NO_DRAIN', status: 404, message: `${app} has no log drain "${word}".`, hint });
    }
    await call.platform.removeLogDrain(app, id);
    return { json: { removed: id }, lines: [`Drain ${id} is gone.`] };
  },
};
