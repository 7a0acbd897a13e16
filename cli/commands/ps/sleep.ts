import type { CliCommand } from '../../command.ts';
import { UsageFault } from '../../parse.ts';

export const sleep: CliCommand = {
  name: 'ps:sleep',
  summary: 'let an app sleep while nobody asks for it: on, off; without a word, show whether it does',
  args: '[on-or-off]',
  needsApp: true,
  options: [
    { flags: '--after <minutes>', text: 'without a request (30 unless said)' },
    { flags: '--hold', text: 'who opens it while it wakes waits, instead of seeing a page that says so' },
    { flags: '--all', text: 'its other process types too, not web alone' },
  ],
  example: 'rostra ps:sleep on --after 30 --app hello',
  run: async (call) => {
    const app = await call.app();
    const [word] = call.args;
    if (word !== undefined && word !== 'on' && word !== 'off') throw new UsageFault(`"${word}" is neither on nor off.`, 'Write on or off.');
    const after = Number((call.option('after') ?? '30').replace(/m$/, ''));
    const wish = { afterMinutes: word === 'off' ? null : after, sleepsAll: call.flag('all'), showsPage: !call.flag('hold') };
    const state = word === undefined ? await call.platform.sleep(app) : await call.platform.setSleep(app, wish);
    const { afterMinutes, asleepSince } = state;
    const now = asleepSince === null ? 'it is awake' : `it sleeps since ${asleepSince}`;
    const line = afterMinutes === null ? `${app} never sleeps.` : `${app} sleeps after ${afterMinutes} minutes without a request; ${now}.`;
    return { json: state, lines: [line] };
  },
};
