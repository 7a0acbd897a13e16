import { toldWhenWords } from '../../../platform/client.ts';
import type { Call, CliCommand } from '../../command.ts';
import { columns } from '../../output.ts';
import { UsageFault } from '../../parse.ts';

export const listChannels: CliCommand = {
  name: 'alerts:channels',
  summary: 'list how people are told, and whether it works',
  example: 'rostra alerts:channels',
  run: async (call) => {
    const channels = await call.platform.alertChannels();
    const rows = channels.map(({ name, kind, address, state, failure }) => [name, kind, address, state, failure ?? '']);
    const none = ['Nobody is told: rostra alerts:channels:add email NAME ADDRESS --relay smtp://…'];
    return { json: channels, lines: rows.length === 0 ? none : columns(['Channel', 'Kind', 'Address', 'State', ''], rows) };
  },
};

const kinds = ['email', 'webhook', 'slack', 'ntfy', 'heartbeat'] as const;

export const addChannel: CliCommand = {
  name: 'alerts:channels:add',
  summary: 'tell people by e-mail, webhook, slack (and Discord, Mattermost), ntfy; heartbeat: a sign of life each minute',
  args: '<kind> <name> <address>',
  options: [
    { flags: '--relay <url>', text: 'of e-mail: how it leaves, smtp://user:password@mail.example.org:587' },
    { flags: '--loopback', text: 'for trials, owners only: it may lead to this machine' },
  ],
  example: 'rostra alerts:channels:add webhook oncall https://example.org/alerts',
  run: async (call) => {
    const [word = '', name = '', address = ''] = call.args;
    const kind = kinds.find((each) => each === word);
    if (kind === undefined) throw new UsageFault(`"${word}" is no kind of channel.`, `Choose ${kinds.join(', ')}.`);
    const wish = { kind, name, address, relay: call.option('relay') };
    const channel = await (call.flag('loopback') ? call.platform.addLoopbackChannel(wish) : call.platform.addAlertChannel(wish));
    const secret =
      kind === 'webhook' ? [`It signs with ${channel.secret} (shown this once): Rostra-Signature: t=…,v1=HMAC-SHA256(t.body)`] : [];
    return { json: channel, lines: [`Channel ${name} added. Try it: rostra alerts:test ${name}`, ...secret] };
  },
};

export const setChannel: CliCommand = {
  name: 'alerts:channels:set',
  summary: 'say when a channel tells people; what is critical is told at any hour',
  args: '<name>',
  options: [
    { flags: '--quiet <hours>', text: '22:00-07:00: what is not critical waits until their end; off' },
    { flags: '--digest <time>', text: '08:00: what is not critical comes once a day, as one message; off' },
    { flags: '--tz <zone>', text: 'whose clock that is, Europe/Dublin; UTC unless said' },
  ],
  example: 'rostra alerts:channels:set us --quiet 22:00-07:00 --tz Europe/Dublin',
  run: async (call) => {
    const [name = ''] = call.args;
    const timezone = call.option('tz');
    const channel = await call.platform.setAlertChannel(name, {
      ...hoursOption(call, 'quiet', 'quietHours'),
      ...hoursOption(call, 'digest', 'digestAt'),
      ...(timezone === null ? {} : { timezone }),
    });
    return { json: channel, lines: [`${name} tells people ${toldWhenWords(channel)}.`] };
  },
};

function hoursOption(call: Call, option: string, key: string): Readonly<Record<string, string | null>> {
  const value = call.option(option);
  if (value === null) return {};
  return { [key]: value === 'off' ? null : value };
}

export const removeChannel: CliCommand = {
  name: 'alerts:channels:remove',
  summary: 'tell nobody by it any more',
  args: '<name>',
  example: 'rostra alerts:channels:remove oncall',
  run: async (call) => {
    const [name = ''] = call.args;
    await call.platform.removeAlertChannel(name);
    return { json: { removed: name }, lines: [`Channel ${name} is gone.`] };
  },
};

export const testAlerts: CliCommand = {
  name: 'alerts:test',
  summary: 'send a test message now, by one channel or by all',
  args: '[channel]',
  example: 'rostra alerts:test',
  run: async (call) => {
    const tests = await call.platform.testAlertChannels(call.args[0] ?? null);
    const lines = tests.map(({ channel, ok, failure, ms }) => `${channel}: ${ok ? `took it in ${ms} ms` : `failed: ${failure}`}`);
    const none = ['There is no channel: rostra alerts:channels:add email NAME ADDRESS --relay smtp://…'];
    return { json: tests, lines: lines.length === 0 ? none : lines, isBadNews: tests.some(({ ok }) => !ok) };
  },
};
