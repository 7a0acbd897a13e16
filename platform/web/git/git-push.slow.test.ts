import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import type { Operations } from '../../client.ts';
import { appFolder, helloApp } from '../../testing/app-folder.ts';
import { until } from '../../testing/dynod.ts';
import { TestPlatform } from '../../testing/platform.ts';

const run = promisify(execFile);

let platform: TestPlatform;
let client: Operations;
let token = '';
before(async () => {
  platform = await TestPlatform.start(['dynod', 'control', 'router']);
  ({ client } = platform);
  ({ token } = await client.createToken('laptop of Ada'));
  await client.createApp('shop');
});
after(() => platform[Symbol.asyncDispose]());

const address = (app: string, password = token): string => `http://ada:${password}@localhost:${platform.port}/git/${app}.git`;

interface Said {
  readonly ok: boolean;
  /** What the person at the terminal reads, without the padding that Git puts behind each line. */
  readonly text: string;
}

/** Git as a person has it, without this machine's settings. */
async function git(folder: string, ...args: readonly string[]): Promise<Said> {
  const who = {
    GIT_AUTHOR_NAME: 'Ada',
    GIT_AUTHOR_EMAIL: 'ada@example.org',
    GIT_COMMITTER_NAME: 'Ada',
    GIT_COMMITTER_EMAIL: 'ada@example.org',
  };
  const env = {
    ...process.env,
    ...who,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    LANG: 'C.UTF-8',
  };
  const plain = (text: string): string => text.replaceAll(/ +$/gm, '');
  return run('git', [...args], { cwd: folder, env }).then(
    ({ stdout, stderr }) => ({ ok: true, text: plain(stdout + stderr) }),
    (error: { stdout: string; stderr: string }) => ({ ok: false, text: plain(error.stdout + error.stderr) }),
  );
}

async function commit(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  await git(folder, 'add', '--all');
  const made = await git(folder, 'commit', '--quiet', '--message', 'Change');
  assert.ok(made.ok, made.text);
}

async function repository(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await appFolder({});
  await git(folder, 'init', '--quiet', '--initial-branch=main');
  await commit(folder, files);
  return folder;
}

async function answerOf(app: string): Promise<string> {
  const { release } = await client.app(app);
  const serving = (await client.dynos(app)).find((dyno) => dyno.name === 'web.1' && dyno.state === 'up' && dyno.release === release);
  return (await fetch(`http://127.0.0.1:${serving?.port}/`)).text();
}

describe('git push', () => {
  let folder = '';
  before(async () => {
    folder = await repository(helloApp);
  });

  it('of main builds and deploys, and the pusher reads how it goes', async () => {
    const pushed = await git(folder, 'push', address('shop'), 'main');
    assert.ok(pushed.ok, pushed.text);
    assert.match(pushed.text, /remote: -----> Launching v1 \(web, worker/);
    assert.match(pushed.text, /remote: http:\/\/shop\.localhost:\d+ deployed/);
    assert.equal(await answerOf('shop'), 'v1 web.1 hello');
    const [release] = await client.releases('shop');
    const { text } = await git(folder, 'rev-parse', 'HEAD');
    assert.equal(release?.reason, `Deploy ${text.slice(0, 7)}`);
    assert.equal(release?.actor, 'laptop of Ada');
  });

  it('of a build that fails is refused, and main stays what runs', async () => {
    const stood = await git(folder, 'ls-remote', address('shop'), 'refs/heads/main');
    await commit(folder, { 'package.json': '{ "name": "shop", "engines": { "node": "4.x" } }' });
    const pushed = await git(folder, 'push', address('shop'), 'main');
    assert.ok(!pushed.ok);
    assert.match(pushed.text, /remote: Build failed: .*[Nn]ode/);
    assert.match(pushed.text, /remote: The push is refused; shop runs on as before\./);
    assert.match(pushed.text, /! \[remote rejected\] main -> main/);
    assert.equal((await git(folder, 'ls-remote', address('shop'), 'refs/heads/main')).text, stood.text);
    assert.equal(await answerOf('shop'), 'v1 web.1 hello');
  });

  it('of a release that does not start is refused too', async () => {
    await git(folder, 'reset', '--quiet', '--hard', 'HEAD~1');
    await commit(folder, { 'server.mjs': 'process.exit(7);' });
    const pushed = await git(folder, 'push', address('shop'), 'main');
    assert.ok(!pushed.ok);
    assert.match(pushed.text, /remote: Release v\d+ failed: web\.1 did not start: .*status 7/);
  });

  it('of another branch is stored and says how to deploy it', async () => {
    await git(folder, 'reset', '--quiet', '--hard', 'HEAD~1');
    const releases = (await client.releases('shop')).length;
    const pushed = await git(folder, 'push', address('shop'), 'main:try');
    assert.ok(pushed.ok, pushed.text);
    assert.match(pushed.text, /remote: try is stored, not deployed; push try:main to deploy it\./);
    assert.equal((await client.releases('shop')).length, releases);
    const removed = await git(folder, 'push', address('shop'), ':try');
    assert.ok(removed.ok, removed.text);
  });

  it('that rewrites history deploys what it says, when forced', async () => {
    await git(folder, 'commit', '--quiet', '--amend', '--message', 'Anew');
    assert.ok(!(await git(folder, 'push', address('shop'), 'main')).ok);
    const forced = await git(folder, 'push', '--force', address('shop'), 'main');
    assert.ok(forced.ok, forced.text);
  });

  it('never removes main', async () => {
    const pushed = await git(folder, 'push', address('shop'), ':main');
    assert.ok(!pushed.ok);
    assert.match(pushed.text, /remote: main is what runs, so it cannot be removed/);
  });

  it('of a shallow clone deploys', async () => {
    const clone = await appFolder({});
    await commit(folder, { 'note.txt': 'one' });
    assert.ok((await git(folder, 'push', address('shop'), 'main')).ok);
    const cloned = await git(clone, 'clone', '--quiet', '--depth', '1', address('shop'), 'copy');
    assert.ok(cloned.ok, cloned.text);
    await commit(join(clone, 'copy'), { 'note.txt': 'two' });
    const pushed = await git(join(clone, 'copy'), 'push', 'origin', 'main');
    assert.ok(pushed.ok, pushed.text);
  });

  it('from who has not seen the newest main is refused', async () => {
    await commit(folder, { 'other.txt': 'x' });
    const pushed = await git(folder, 'push', address('shop'), 'main');
    assert.ok(!pushed.ok);
    assert.match(pushed.text, /fetch first/);
  });

  it('while an event of the app is on asks twice', async () => {
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    const plan = { title: 'cup', lines: [{ kind: 'dyno', key: 'hobby', type: 'worker', qty: 1, hoursPerDay: 24, days: 4, from: '00:00' }] };
    await client.applyPlan('shop', { plan, start: yesterday, timezone: 'UTC', dryRun: false });
    const clone = join(await appFolder({}), 'copy');
    await git(folder, 'clone', '--quiet', address('shop'), clone);
    await commit(clone, { 'note.txt': 'three' });
    const refused = await git(clone, 'push', 'origin', 'main');
    assert.ok(!refused.ok);
    assert.match(refused.text, /remote: The event cup of shop is on until .*git push -o even-live/);
    const pushed = await git(clone, 'push', '-o', 'even-live', 'origin', 'main');
    assert.ok(pushed.ok, pushed.text);
    await client.unapplyPlan('shop', 'cup');
  });

  it('without a token, or to an app that is not there, says what to do', async () => {
    const wrong = await git(folder, 'push', address('shop', 'wrong'), 'main');
    assert.ok(!wrong.ok);
    assert.match(wrong.text, /Authentication failed|The password is a token/);
    const nowhere = await git(folder, 'push', address('nowhere'), 'main');
    assert.match(nowhere.text, /remote: There is no app "nowhere"\./);
  });
});

describe('two pushes to one app at once', () => {
  it('one is built, the other is refused in a sentence, and main is what runs', async () => {
    await client.createApp('busy');
    const gate = await appFolder({});
    await chmod(gate, 0o755); // the dyno's user looks into it
    const waiting = { ...helloApp, Procfile: `release: while [ ! -e ${gate}/go ]; do sleep 0.05; done\n${helloApp.Procfile}` };
    const first = await repository(waiting);
    const second = await repository({ ...helloApp, 'second.txt': 'x' });
    const slow = git(first, 'push', address('busy'), 'main');
    await until(async () => (await client.releases('busy')).length === 1);
    const refused = await git(second, 'push', address('busy'), 'main');
    assert.ok(!refused.ok);
    assert.match(refused.text, /remote: Another push to this app is being built: push again when it is over\./);
    await writeFile(join(gate, 'go'), '');
    const pushed = await slow;
    assert.ok(pushed.ok, pushed.text);
    const live = (await git(first, 'rev-parse', 'HEAD')).text;
    assert.match((await git(first, 'ls-remote', address('busy'), 'refs/heads/main')).text, new RegExp(`^${live.trim()}`));
  });
});

describe('an app that was destroyed', () => {
  it('leaves no history to a later one of its name', async () => {
    await client.createApp('again');
    const folder = await repository(helloApp);
    assert.ok((await git(folder, 'push', address('again'), 'main:kept')).ok);
    await client.destroyApp('again', 'again');
    await client.createApp('again');
    assert.equal((await git(folder, 'ls-remote', address('again'))).text, '');
    await rm(folder, { recursive: true });
  });
});
