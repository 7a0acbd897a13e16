import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { startInstallation, type Installation } from './installation.ts';

const run = promisify(execFile);
const echo = join(import.meta.dirname, 'apps', 'echo');
const launcher = join(import.meta.dirname, '..', 'bin', 'rostra.mjs');

describe('a folder with a history', () => {
  let house: Installation;
  let folder: string;
  before(async () => {
    house = await startInstallation();
    folder = await mkdtemp(join(tmpdir(), 'rostra-repository-'));
    await cp(echo, folder, { recursive: true });
    await writeFile(join(folder, '.slugignore'), 'secret.txt\n');
    await writeFile(join(folder, 'secret.txt'), 'not for the slug');
    for (const app of ['event-staging', 'event']) await house.rostra('apps:create', app);
    await git('init', '--quiet', '--initial-branch=main');
    await commit('First');
  });
  after(async () => {
    await house.remove();
    await rm(folder, { recursive: true, force: true });
  });

  const who = {
    GIT_AUTHOR_NAME: 'Ada',
    GIT_AUTHOR_EMAIL: 'a@example.org',
    GIT_COMMITTER_NAME: 'Ada',
    GIT_COMMITTER_EMAIL: 'a@example.org',
  };
  const settings = { ...who, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0' };

  /** In the folder, as its owner types it. */
  const typed = async (program: string, ...args: readonly string[]): Promise<string> => {
    const env = { ...process.env, ...settings, ROSTRA_HOME: house.home };
    const { stdout, stderr } = await run(program, [...args], { cwd: folder, env });
    return stdout + stderr;
  };
  const git = (...args: readonly string[]): Promise<string> => typed('git', ...args);
  const rostra = (...args: readonly string[]): Promise<string> => typed(launcher, ...args);
  const commit = async (subject: string): Promise<void> => {
    await git('add', '--all');
    await git('commit', '--quiet', '--message', subject);
  };

  it('is deployed by git push after one command, and nobody else reads its token', async () => {
    assert.match(await rostra('git:remote', '--app', 'event-staging'), /git push rostra main deploys to event-staging/);
    assert.match(await git('push', 'rostra', 'main'), /remote: http:\/\/event-staging\.localhost:\d+ deployed/);
    assert.equal((await stat(join(folder, '.git', 'rostra-credentials'))).mode & 0o077, 0);
    assert.ok(!(await git('config', '--list')).includes('rst_'));
  });

  it('is the app of commands that name none', async () => {
    assert.match(await rostra('releases'), /v1 +current +Deploy [0-9a-f]{7}/);
  });

  it('leaves out what its .slugignore names', async () => {
    assert.match(await rostra('run', 'ls'), /Procfile/);
    assert.doesNotMatch(await rostra('run', 'ls'), /secret\.txt/);
  });

  it('is promoted to another app', async () => {
    assert.match(await rostra('pipelines:create', 'event'), /staging +event-staging +v1/);
    assert.match(await rostra('pipelines:add', 'event', '--app', 'event', '--stage', 'production'), /production +event +none/);
    assert.match(await rostra('pipelines:promote'), /event runs v\d+: Promote from v1 of event-staging/);
    assert.match(await rostra('pipelines:diff'), /Both run build [0-9a-f]{8}/);
    assert.match(await rostra('pipelines:info', 'event'), /production +event +v\d+/);
  });

  it('shares a config var with another app', async () => {
    await rostra('config:set', 'CONTACT=ada@example.org');
    assert.match(
      await rostra('config:attach', 'CONTACT', '--from', 'event-staging', '--app', 'event'),
      /CONTACT of event follows event-staging/,
    );
    await rostra('config:set', 'CONTACT=grace@example.org');
    assert.match(await rostra('config', '--app', 'event'), /CONTACT: +grace@example\.org/);
    await rostra('config:detach', 'CONTACT', '--app', 'event');
  });
});
