import type { CliCommand } from '../../command.ts';
import { UsageFault } from '../../parse.ts';

export const followPrimary: CliCommand = {
  name: 'mirror:follow',
  summary: 'say whether a mirror gets each release of its primary',
  args: '<on|off>',
  needsApp: true,
  example: 'rostra mirror:follow off --app tab-admin',
  run: async (call) => {
    const [word] = call.args;
    if (word !== 'on' && word !== 'off') throw new UsageFault(`"${word}" is neither on nor off.`, 'rostra mirror:follow on --app NAME');
    const mirror = await call.platform.setMirrorFollow(await call.app(), word === 'on');
    const how = mirror.follows ? `gets each release of ${mirror.primary}.` : `keeps its build, whatever ${mirror.primary} gets.`;
    return { json: mirror, lines: [`${mirror.app} ${how}`] };
  },
};

export const resyncMirror: CliCommand = {
  name: 'mirror:resync',
  summary: 'make a mirror like its primary again; one that was made by hand becomes one by reference',
  needsApp: true,
  example: 'rostra mirror:resync --app tab-admin',
  run: async (call) => {
    const mirror = await call.platform.resyncMirror(await call.app());
    const rest = mirror.drift.map((text) => `Still: ${text}`);
    return { json: mirror, lines: [`${mirror.app} is a mirror of ${mirror.primary}.`, ...rest], isBadNews: rest.length > 0 };
  },
};

export const promoteMirror: CliCommand = {
  name: 'mirror:promote',
  summary: 'let a mirror take the place of its primary: domains, address, add-ons, jobs and as many dynos',
  needsApp: true,
  options: [{ flags: '--confirm <name>', text: "the mirror's name again: visitors go there from then on" }],
  example: 'rostra mirror:promote --app tab-admin --confirm tab-admin',
  run: async (call) => {
    const app = await call.app();
    if (call.option('confirm') !== app)
      throw new UsageFault(`This brings all visitors of its primary to ${app}.`, `Say it twice: --app ${app} --confirm ${app}`);
    const { app: former, primary } = await call.platform.promoteMirror(app);
    const lines = [
      `Visitors of ${former} reach ${primary} now. ${former} is its mirror; rostra mirror:promote --app ${former} turns it round.`,
    ];
    return { json: { primary, mirror: former }, lines };
  },
};
