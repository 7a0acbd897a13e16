import type { CliCommand } from '../../command.ts';
import { facts } from '../../output.ts';
import { doorFacts, doorOf } from './door.ts';

export const createMirror: CliCommand = {
  name: 'mirror:create',
  summary: 'make a second app on the same data, with dynos and a line of its own: the tab room works while the public floods the other',
  args: '<app>',
  options: [
    { flags: '-n, --name <name>', text: "the mirror's name; without it APP-admin" },
    { flags: '--allow <networks>', text: 'only from these addresses and networks: 10.0.0.0/8,192.0.2.7' },
    { flags: '--basic <user>', text: 'only with this name and a password, which is made up and shown once' },
    { flags: '-s, --size <size>', text: "of its web dyno; without it as the app's" },
  ],
  example: 'rostra mirror:create tab --name tab-admin',
  completes: 'apps',
  run: async (call) => {
    const [primary = ''] = call.args;
    const name = call.option('name') ?? `${primary}-admin`;
    call.output.progress(`Making ${name}, a mirror of ${primary} …`);
    const made = await call.platform.createMirror(primary, { name, size: call.option('size'), door: doorOf(call) });
    const { mirror, check } = made;
    const app = await call.platform.app(primary);
    const rows = check.rows === null ? 'no database to look into' : `both see ${check.rows} rows`;
    const lines = facts([
      ['For the public', app.url],
      ['For the desk', mirror.url],
      ...doorFacts(made),
      ['Checked', `answers ${check.status}, ${rows}`],
      ['Shared', 'add-ons and config vars, by reference; it gets each release'],
      ['Its own', 'address, dynos, line, domains; the router keeps none of its pages'],
    ]);
    return { json: made, lines };
  },
};
