import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { appendFile, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Operations } from '../client.ts';
import { until } from '../testing/dynod.ts';
import { TestParent } from '../testing/parent.ts';
import { closedPort } from '../testing/raw-socket.ts';
import { signProgram } from '../updates/signature.ts';

const own = join(import.meta.dirname, '../..');
const from: { version: string } = JSON.parse(await readFile(join(own, 'package.json'), 'utf8'));
const next = `${Number(from.version.split('.')[0]) + 1}.0.0`;

let folder: string;
let parent: TestParent;
let key: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rostra-update-'));
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  key = join(folder, 'key.pem');
  await writeFile(key, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  parent = new TestParent({ home: await mkdtemp(join(tmpdir(), 'rostra-parent-')), port: await closedPort() });
  await parent.up();
  await parent.deployHello('hello');
  await writeFile(parent.paths.updateKey, publicKey.export({ type: 'spki', format: 'pem' }));
});
after(async () => {
  await parent.close();
  await rm(folder, { recursive: true, force: true });
});

/** The program under test with another version number; `change` is what its maker did besides. */
async function program(name: string, change: (at: string) => Promise<unknown> = async () => {}): Promise<string> {
  const at = join(folder, name);
  await mkdir(at);
  for (const part of ['platform', 'kit', 'bin', 'cli'])
    await cp(join(own, part), join(at, part), { recursive: true, filter: (path) => !path.endsWith('.test.ts') });
  await symlink(join(own, 'node_modules'), join(at, 'node_modules'));
  const description: object = JSON.parse(await readFile(join(own, 'package.json'), 'utf8'));
  await writeFile(join(at, 'package.json'), JSON.stringify({ ...description, version: next }));
  await change(at);
  await signProgram(at, key);
  return at;
}

type Status = NonNullable<Awaited<ReturnType<Operations['systemUpdate']>>>;

async function updated(source: string): Promise<Status> {
  const { startedAt } = await parent.client.updateSystem({ source });
  const ended = async (): Promise<Status | null> => {
    const status = await parent.client.systemUpdate().catch(() => null); // control itself is exchanged
    return status?.startedAt === startedAt && status.endedAt !== null ? status : null;
  };
  await until(async () => (await ended()) !== null);
  const status = await ended();
  assert.ok(status !== null);
  return status;
}

/** Somebody asks the app all the time; what was not its answer comes back. */
async function whileVisited<Answer>(work: Promise<Answer>): Promise<{ readonly answer: Answer; readonly wrong: readonly string[] }> {
  const answers = new Set<string>();
  const over = new AbortController();
  const visiting = (async () => {
    while (!over.signal.aborted) answers.add(await parent.answer('hello'));
  })();
  const answer = await work.finally(() => over.abort());
  await visiting;
  answers.delete('v1 web.1 hello');
  return { answer, wrong: [...answers] };
}

describe('an update', () => {
  it('is refused unless every file is as the holder of the key signed it', async () => {
    const changed = await program('changed');
    await appendFile(join(changed, 'kit/errors/invariant.ts'), '// more\n');
    await assert.rejects(parent.client.updateSystem({ source: changed }), {
      code: 'UPDATE_NOT_SIGNED',
      message: /invariant\.ts is not as/,
    });
    await assert.rejects(parent.client.updateSystem({ source: folder }), { code: 'UPDATE_NOT_SIGNED' });
    await assert.rejects(parent.client.updateSystem({ source: join(folder, 'none') }), { code: 'UPDATE_NOT_USABLE' });
    assert.equal(await parent.client.systemUpdate(), null);
    await rm(changed, { recursive: true });
  });

  it('whose control never gets healthy comes back by itself, with the state from before, while the app serves', async () => {
    const [dyno] = await parent.client.dynos('hello');
    const broken = await program('broken', (at) =>
      writeFile(
        join(at, 'platform/control/main.ts'),
        `import { DatabaseSync } from 'node:sqlite';
        const db = new DatabaseSync(process.env.ROSTRA_HOME + '/control.db');
        db.exec('pragma foreign_keys = off; drop table if exists releases; pragma user_version = 999');
        throw new Error('a wrong turn');`,
      ),
    );
    const { answer: status, wrong } = await whileVisited(updated(broken));
    assert.deepEqual([status.state, status.from, status.to], ['rolled back', from.version, next]);
    assert.match(status.words, /The control process cannot start: .*a wrong turn/);
    assert.deepEqual(wrong, []);
    assert.equal((await parent.client.status()).version, from.version);
    assert.equal((await parent.client.releases('hello')).length, 1);
    assert.equal((await parent.client.dynos('hello'))[0]?.pid, dyno?.pid);
  });

  it('whose router never gets healthy comes back too: visitors never leave the former one', async () => {
    const broken = await program('deaf', (at) => writeFile(join(at, 'platform/router/main.ts'), `throw new Error('no ears');`));
    const { answer: status, wrong } = await whileVisited(updated(broken));
    assert.match(`${status.state}: ${status.words}`, /^rolled back: The router process cannot start/);
    assert.deepEqual(wrong, []);
    assert.equal((await parent.client.status()).version, from.version);
  });

  it('exchanges control, router and dynod, while the app has the same process and every visitor an answer', async () => {
    const [dyno] = await parent.client.dynos('hello');
    const { parts: former } = await parent.status();
    const { answer: status, wrong } = await whileVisited(updated(await program('good')));
    assert.deepEqual([status.state, status.words], ['done', '']);
    assert.deepEqual(wrong, []);
    const { parts } = await parent.status();
    for (const part of ['control', 'router', 'dynod'] as const) assert.notEqual(parts[part], former[part]);
    assert.equal((await parent.client.status()).version, next);
    await until(async () => (await parent.client.status()).dynod === 'up');
    assert.equal((await parent.client.dynos('hello'))[0]?.pid, dyno?.pid);
  });

  it('is what the next start runs, and what a killed parent leaves goes on', async () => {
    await parent.end('SIGKILL');
    await parent.up();
    assert.equal((await parent.client.status()).version, next);
    assert.equal(await parent.answer('hello'), 'v1 web.1 hello');
    assert.equal(await parent.end('SIGTERM'), 0);
    assert.deepEqual(parent.processes(), []);
  });
});
