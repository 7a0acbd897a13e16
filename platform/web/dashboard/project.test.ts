import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { send } from '#kit/http/client.ts';
import { deploy } from '../../client.ts';
import { appFolder, helloApp } from '../../testing/app-folder.ts';
import { DashboardVisitor } from '../../testing/dashboard-visitor.ts';
import { until } from '../../testing/dynod.ts';
import { TestPlatform } from '../../testing/platform.ts';

const run = promisify(execFile);

let platform: TestPlatform;
let admin: DashboardVisitor;
before(async () => {
  platform = await TestPlatform.start(['dynod', 'control', 'router']);
  admin = await new DashboardVisitor(platform, '10.0.0.1').signIn();
  const { client } = platform;
  await client.createApp('trust');
  await client.setConfig('trust', { set: { REST_KEY: 'canary-of-this-test' }, restart: true });
  const source = {
    ...helloApp,
    'game.py': 'MULTIPLIER = 3',
    'keys.txt': 'key: canary-of-this-test',
    'large.bin': `${'x'.repeat(5_000_000)}canary-of-this-test`,
    'data/all_apps.csv': 'a,b',
    'server.pem': 'key',
  };
  await deploy(client, 'trust', { source: { kind: 'folder', path: await appFolder(source) }, onLine: () => {} });
});
after(() => platform[Symbol.asyncDispose]());

const page = '/apps/trust/project';
const publicly = (path: string) => send({ url: `http://trust.localhost:${platform.port}${path}`, headers: { accept: 'text/html' } });
const bytesAt = (path: string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const wish = { host: '127.0.0.1', port: platform.port, path, headers: { host: 'trust.localhost' } };
    get(wish, (answer) => void buffer(answer).then(resolve, reject)).once('error', reject);
  });
const gzipMark = Buffer.from([0x1f, 0x8b]);
const fields = {
  title: 'A trust game',
  description: 'Two people.\n\nOne <sends>.',
  people: 'Ann\nBen',
  licence: 'MIT',
  cite: '',
  demo: '/demo',
  path: '/about',
  source: '1',
};

/** The files of the archive that everybody can fetch; none while there is no archive. */
async function offered(): Promise<readonly string[]> {
  const archive = join(await appFolder({}), 'source.tar.gz');
  const bytes = await bytesAt('/about/source.tar.gz');
  if (!bytes.subarray(0, 2).equals(gzipMark)) return [];
  await writeFile(archive, bytes);
  const { stdout } = await run('tar', ['--list', '--gzip', '--file', archive]);
  return stdout.trim().split('\n').sort();
}

describe('a project page', () => {
  it('is nowhere until somebody publishes it', async () => {
    await until(async () => /^v\d+ web/.test((await publicly('/about')).text)); // the app's own
    assert.match((await admin.get(page)).text, /trust has no page about itself/);
    const refused = await admin.submit(page, page, { ...fields, path: '/' });
    assert.deepEqual(
      [refused.status, /no place for it/.test(refused.text), refused.text.includes('One &lt;sends&gt;.')],
      [422, true, true],
    );
  });

  it('says to everybody what the app is, with control away too', async () => {
    assert.equal((await admin.submit(page, page, fields)).status, 303);
    await until(async () => (await publicly('/about')).text.includes('A trust game'));
    await platform.kill('control');
    const { text, headers } = await publicly('/about?from=paper');
    assert.match(text, /version \d+.*<p>Two people\.<\/p><p>One &lt;sends&gt;\.<\/p>.*href="\/demo">Try it.*Ann<br>Ben.*MIT/s);
    assert.doesNotMatch(text, /How to cite/);
    assert.equal(headers['content-type'], 'text/html; charset=utf-8');
    platform.run('control');
    await platform.isReady();
  });

  it('offers the source as deployed, without data, keys and what has a config var in it', async () => {
    await until(async () => (await publicly('/about')).text.includes('Source as deployed'));
    const { headers, status } = await publicly('/about/source.tar.gz');
    assert.deepEqual([status, headers['content-type']], [200, 'application/gzip']);
    assert.match(String(headers['content-disposition']), /filename="trust-v\d+\.tar\.gz"/);
    assert.deepEqual(await offered(), ['Procfile', 'game.py', 'server.mjs']);
  });

  it('nor what has in it a config var that was set later', async () => {
    await platform.client.setConfig('trust', { set: { RULE: 'MULTIPLIER = 3' }, restart: true });
    await until(async () => (await offered()).join(' ') === 'Procfile server.mjs');
  });

  it('goes when it is switched off', async () => {
    await admin.submit(page, page, { on: 'no' });
    await until(async () => (await publicly('/about')).text.startsWith('v'));
  });
});
