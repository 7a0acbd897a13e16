import { RostraError } from '#kit/errors/rostra-error.ts';
import type { User } from '../../../platform/client.ts';
import type { Call, CliCommand } from '../../command.ts';
import { columns } from '../../output.ts';

export const listAccess: CliCommand = {
  name: 'access',
  summary: 'list who works on an app',
  needsApp: true,
  example: 'rostra access --app hello',
  run: async (call) => {
    const app = await call.app();
    const users = (await call.platform.users()).filter(({ apps }) => apps === null || apps.includes(app));
    const none = [`Nobody but the holder of the admin password. rostra users:add ada --apps ${app}`];
    const rows = users.map(({ name, role, apps }) => [name, role, apps === null ? 'as on all apps' : '']);
    return { json: users, lines: users.length === 0 ? none : columns(['Name', 'Role', ''], rows) };
  },
};

export const addAccess: CliCommand = {
  name: 'access:add',
  summary: 'let a user work on an app too',
  args: '<name>',
  needsApp: true,
  example: 'rostra access:add ada --app hello',
  run: async (call) => {
    const { app, user } = await named(call);
    const apps = user.apps === null || user.apps.includes(app) ? user.apps : [...user.apps, app];
    const changed = await call.platform.changeUser(user.name, { apps });
    return { json: changed, lines: [`${user.name} works on ${apps?.join(', ') ?? 'all apps'}.`] };
  },
};

export const removeAccess: CliCommand = {
  name: 'access:remove',
  summary: 'let a user work on an app no more',
  args: '<name>',
  needsApp: true,
  example: 'rostra access:remove ada --app hello',
  run: async (call) => {
    const { app, user } = await named(call);
    const all = user.apps ?? (await call.platform.apps()).map(({ name }) => name);
    const apps = all.filter((each) => each !== app);
    const changed = await call.platform.changeUser(user.name, { apps });
    return { json: changed, lines: [`${user.name} works on ${apps.length === 0 ? 'no app' : apps.join(', ')}.`] };
  },
};

async function named(call: Call): Promise<{ readonly app: string; readonly user: User }> {
  const [name = ''] = call.args;
  const app = await call.app();
  const users = await call.platform.users();
  const user = users.find((each) => each.name === name);
  if (user !== undefined) return { app, user };
  const known = users.map((each) => each.name).join(', ');
  const hint = known === '' ? `\`rostra users:add ${name} --apps ${app}\` lets one in.` : `There are ${known}.`;
  throw new RostraError({ code: 'CLI_NO_USER', status: 404, message: `There is no user "${name}".`, hint });
}
