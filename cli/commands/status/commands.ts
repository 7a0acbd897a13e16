import type { Answer, CliCommand } from '../../command.ts';
import { UsageFault } from '../../parse.ts';

/** The public page that says how an app stands. */
export const statusCommands: readonly CliCommand[] = [
  {
    name: 'status:show',
    summary: 'show where the public page is that says how an app stands, and what was said there',
    needsApp: true,
    example: 'rostra status:show --app tab',
    run: async (call) => shown(await call.platform.statusPage(await call.app())),
  },
  {
    name: 'status:on',
    summary: 'switch the status page on: the router answers it, also while the app is down',
    needsApp: true,
    example: 'rostra status:on --app tab',
    run: async (call) => shown(await call.platform.setStatusPage(await call.app(), true)),
  },
  {
    name: 'status:off',
    summary: 'switch the status page off; what was said there goes with it',
    needsApp: true,
    example: 'rostra status:off --app tab',
    run: async (call) => shown(await call.platform.setStatusPage(await call.app(), false)),
  },
  {
    name: 'status:note',
    summary: 'say something on the status page',
    args: '<text...>',
    needsApp: true,
    options: [{ flags: '--next <minutes>', text: 'promise the next word within so many minutes' }],
    example: 'rostra status:note "Round 3 is late by ten minutes" --next 10 --app tab',
    run: async (call) => {
      const next = call.option('next');
      if (next !== null && !/^\d{1,4}$/.test(next)) throw new UsageFault(`"${next}" is no number of minutes.`, 'Such as --next 10.');
      const note = { text: call.args.join(' '), nextMinutes: next === null ? null : Number(next) };
      return shown(await call.platform.addStatusNote(await call.app(), note));
    },
  },
];

interface Shown {
  readonly url: string;
  readonly page: { readonly notes: readonly { readonly at: string; readonly text: string }[] } | null;
}

function shown(state: Shown): Answer {
  const notes = (state.page?.notes ?? []).map(({ at, text }) => `${at.slice(11, 16)} UTC  ${text}`);
  return { json: state, lines: state.page === null ? ['There is no status page.'] : [`At ${state.url}`, ...notes] };
}
