import { randomBytes } from 'node:crypto';
import type { CliCommand } from '../../command.ts';
import { appsOf, roleOf, roleOption } from '../../role-choice.ts';

const onlyApps = { flags: '--apps <names>', text: 'only these apps: hello,tab; all unless said' };

export const addUser: CliCommand = {
  name: 'users:add',
  summary: 'let somebody sign in, with a password that is made and shown once',
  args: '<name>',
  options: [roleOption('operator'), onlyApps],
  example: 'rostra users:add ada --role operator --apps hello',
  run: async (call) => {
    const [name = ''] = call.args;
    const password = newPassword();
    const user = await call.platform.addUser(name, {
      role: roleOf(call.option('role') ?? 'operator'),
      apps: appsOf(call.option('apps')),
      password,
    });
    call.output.progress(`${name} may sign in as ${user.role}. The password is shown this once:`);
    return { json: { ...user, password }, lines: [password] };
  },
};

export const changeRole: CliCommand = {
  name: 'users:role',
  summary: 'give somebody another role, or other apps',
  args: '<name> [role]',
  options: [{ ...onlyApps, text: 'only these apps: hello,tab; or all' }],
  example: 'rostra users:role ada viewer --apps hello,tab',
  run: async (call) => {
    const [name = '', role] = call.args;
    const apps = call.option('apps');
    const user = await call.platform.changeUser(name, {
      ...(role === undefined ? {} : { role: roleOf(role) }),
      ...(apps === null ? {} : { apps: appsOf(apps) }),
    });
    return { json: user, lines: [`${name} is ${user.role} of ${user.apps?.join(', ') ?? 'all apps'}.`] };
  },
};

export const newUserPassword: CliCommand = {
  name: 'users:password',
  summary: 'give somebody a new password, which ends all their logins',
  args: '<name>',
  example: 'rostra users:password ada',
  run: async ({ platform, args: [name = ''], output }) => {
    const password = newPassword();
    const user = await platform.changeUser(name, { password });
    output.progress('The password is shown this once:');
    return { json: { ...user, password }, lines: [password] };
  },
};

export const removeUser: CliCommand = {
  name: 'users:remove',
  summary: 'let somebody sign in no more; their logins end at once',
  args: '<name>',
  example: 'rostra users:remove ada',
  run: async ({ platform, args: [name = ''] }) => {
    await platform.removeUser(name);
    return { json: { removed: name }, lines: [`${name} may sign in no more.`] };
  },
};

const newPassword = (): string => randomBytes(15).toString('base64url');
