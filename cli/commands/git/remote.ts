import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Call, CliCommand } from '../../command.ts';

export const gitRemote: CliCommand = {
  name: 'git:remote',
  summary: 'set up this Git repository so that `git push rostra main` deploys it',
  needsApp: true,
  options: [{ flags: '-r, --remote <name>', text: 'the name of the remote, rostra unless said' }],
  example: 'rostra git:remote --app hello',
  run: async (call) => {
    const app = await call.app();
    const remote = call.option('remote') ?? 'rostra';
    const { url } = await call.platform.app(app).then(() => call.platform.status());
    const folder = (await git(['rev-parse', '--absolute-git-dir'])).trim();
    const address = `${call.isLocal ? url : hostOf(call)}/git/${app}.git`;
    await keepToken(await tokenFor(call), { folder, address });
    const known = (await git(['remote'])).split('\n').includes(remote);
    await git(['remote', known ? 'set-url' : 'add', remote, address]);
    return { json: { app, remote, url: address }, lines: [`git push ${remote} main deploys to ${app} (${address}).`] };
  },
};

const hostOf = (call: Call): string => (call.option('host') ?? call.config.host ?? '').replace(/\/+$/, '');

/** At the machine itself one is made; from elsewhere it is the one that this command came with. */
async function tokenFor(call: Call): Promise<string> {
  const given = call.isLocal ? null : (call.option('token') ?? call.config.token);
  return given ?? (await call.platform.createToken('git push')).token;
}

/** Beside the repository's own files, readable for nobody else, and asked by Git for this address only. */
async function keepToken(token: string, { folder, address }: { readonly folder: string; readonly address: string }): Promise<void> {
  const { protocol, host } = new URL(address);
  const file = join(folder, 'rostra-credentials');
  const setting = `credential.${protocol}//${host}.helper`;
  await git(['config', '--replace-all', setting, '']); // no other helper of this machine
  await git(['config', '--add', setting, `store --file='${file}'`]);
  await git(
    ['credential-store', `--file=${file}`, 'store'],
    `protocol=${protocol.slice(0, -1)}\nhost=${host}\nusername=rostra\npassword=${token}\n`,
  );
}

async function git(args: readonly string[], input = ''): Promise<string> {
  const child = spawn('git', [...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => {}); // it ended without reading
  child.stdin.end(input);
  const ended = once(child, 'close').catch((error: unknown) => {
    throw new GitFault(error instanceof Error ? error.message : String(error), 'Install Git: apt-get install git');
  });
  const [said, complaint] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (child.exitCode === 0) return said;
  const isElsewhere = complaint.includes('not a git repository');
  if (isElsewhere) throw new GitFault('This folder is no Git repository.', 'Make it one: git init --initial-branch=main');
  throw new GitFault(`git ${args[0] ?? ''}: ${complaint.trim()}`, 'See git help.');
}

class GitFault extends RostraError {
  constructor(message: string, hint: string) {
    super({ code: 'CLI_GIT', status: 422, message, hint });
  }
}
