import type { Call, CliCommand } from '../../command.ts';
import { UsageFault } from '../../parse.ts';

export const presetAlerts: CliCommand = {
  name: 'alerts:preset',
  summary: 'set the alerts of a preset: tabbycat (15,000 ms, 5 %), live (for an event), heroku (two limits of your own)',
  args: '<preset>',
  needsApp: true,
  options: [
    { flags: '--sensitivity <how>', text: 'high, medium, low: it must hold for 1, 5, 10 minutes' },
    { flags: '--ms <milliseconds>', text: 'of heroku: the response time' },
    { flags: '--percent <percent>', text: 'of heroku: the share of failed requests' },
  ],
  example: 'rostra alerts:preset tabbycat --app tab',
  run: async (call) => {
    const app = await call.app();
    const rules = await call.platform.applyAlertPreset(app, oneOf('preset', call.args[0] ?? '', ['tabbycat', 'live', 'heroku'] as const), {
      ...numberOption(call, 'ms'),
      ...numberOption(call, 'percent'),
      ...sensitivityOption(call),
    });
    const channels = await call.platform.alertChannels();
    const hint = channels.length === 0 ? ['Nobody is told yet: rostra alerts:channels:add email NAME ADDRESS --relay smtp://…'] : [];
    return { json: rules, lines: [`${app} has ${rules.length} alerts:`, ...rules.map(({ words }) => `  ${words}`), ...hint] };
  },
};

export const addAlert: CliCommand = {
  name: 'alerts:add',
  summary:
    'set one alert: response_time p95 3000, failed_percent all 1, load avg 0.9, code H12 10, connections_percent postgres 80, cache_percent pages 50, disk_percent used 90, certificate_days left 14 …',
  args: '<metric> <stat> <limit>',
  needsApp: true,
  options: [
    { flags: '--for <seconds>', text: 'how long it must hold, 60 unless said' },
    { flags: '--severity <severity>', text: 'info, warning or critical' },
    { flags: '--type <type>', text: 'only dynos of this process type' },
    { flags: '--route <route>', text: 'only this group of routes, as the metrics page names it: /draw' },
    { flags: '--repeat <seconds>', text: 'told again after so long while it lasts; 0: never' },
    { flags: '--channel <names>', text: 'only these channels, with commas between them' },
  ],
  example: 'rostra alerts:add response_time p95 3000 --app tab',
  run: async (call) => {
    const app = await call.app();
    const [metric = '', stat = '', limit = ''] = call.args;
    const rule = await call.platform.putAlertRule(app, {
      metric,
      stat,
      threshold: numberIn('limit', limit),
      forSeconds: numberIn('--for', call.option('for') ?? '60'),
      scope: scopeOption(call),
      severity: oneOf('--severity', call.option('severity') ?? 'critical', ['info', 'warning', 'critical'] as const),
      repeatSeconds: numberIn('--repeat', call.option('repeat') ?? '86400'),
      channels: call.option('channel')?.split(',') ?? null,
    });
    return { json: rule, lines: [`Alert ${rule.id} of ${app}: ${rule.words}.`] };
  },
};

export const removeAlert: CliCommand = {
  name: 'alerts:remove',
  summary: 'tell people of it no more',
  args: '<alert>',
  needsApp: true,
  example: 'rostra alerts:remove 3 --app tab',
  run: async (call) => {
    const app = await call.app();
    const id = numberIn('alert', call.args[0] ?? '');
    await call.platform.removeAlertRule(app, id);
    return { json: { removed: id }, lines: [`Alert ${id} of ${app} is gone.`] };
  },
};

export const snoozeAlerts: CliCommand = {
  name: 'alerts:snooze',
  summary: 'tell nobody for a while: 30m, 2h; off ends it',
  args: '<time>',
  needsApp: true,
  options: [{ flags: '--alert <alert>', text: 'only this one' }],
  example: 'rostra alerts:snooze 2h --app tab',
  run: async (call) => {
    const app = await call.app();
    const minutes = minutesIn(call.args[0] ?? '');
    const alert = call.option('alert');
    const rules = await call.platform.snoozeAlerts(app, { minutes, rule: alert === null ? null : numberIn('--alert', alert) });
    return { json: rules, lines: [minutes === 0 ? `Alerts of ${app} tell again.` : `Nobody is told of ${app} for ${minutes} min.`] };
  },
};

const scopeOption = (call: Call): string => call.option('route') ?? call.option('type') ?? '';

function minutesIn(word: string): number {
  const [, amount = '', unit = ''] = /^(\d{1,5})([mhd])$/.exec(word) ?? [];
  if (word === 'off') return 0;
  if (amount === '') throw new UsageFault(`"${word}" is no time.`, 'Write 30m, 2h, 1d or off.');
  return Number(amount) * (unit === 'm' ? 1 : unit === 'h' ? 60 : 1440);
}

function numberIn(what: string, word: string): number {
  if (word.trim() === '' || !Number.isFinite(Number(word)))
    throw new UsageFault(`"${word}" is no number for ${what}.`, 'Write it as 3000 or 0.5.');
  return Number(word);
}

function numberOption<Name extends 'ms' | 'percent'>(call: Call, name: Name): Partial<Record<Name, number>> {
  const word = call.option(name);
  const numbers: Partial<Record<Name, number>> = {};
  if (word !== null) numbers[name] = numberIn(`--${name}`, word);
  return numbers;
}

function sensitivityOption(call: Call): { readonly sensitivity?: 'high' | 'medium' | 'low' } {
  const word = call.option('sensitivity');
  return word === null ? {} : { sensitivity: oneOf('--sensitivity', word, ['high', 'medium', 'low'] as const) };
}

function oneOf<Word extends string>(what: string, word: string, words: readonly Word[]): Word {
  const found = words.find((each) => each === word);
  if (found === undefined) throw new UsageFault(`"${word}" is no ${what.replace('--', '')}.`, `Choose ${words.join(', ')}.`);
  return found;
}
