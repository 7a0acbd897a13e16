import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { isReachable } from '#kit/postgres/reach.ts';
import { TestParent, withParent } from '../testing/parent.ts';
import { closedPort } from '../testing/raw-socket.ts';
import { portHolder } from './port-holder.ts';

const isRoot = process.getuid?.() === 0;
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe('a start', () => {
  it('says where the platform is, keeps its data closed, and SIGTERM leaves no process and no port', () =>
    withParent(async (parent) => {
      const said = await parent.up();
      assert.match(said, new RegExp(`^dashboard http://localhost:${parent.port}\npassword {2}(\\w{4}-){3}\\w{4}\n$`));
      assert.equal(modeOf(parent.paths.root), isRoot ? '711' : '700');
      assert.equal(modeOf(parent.paths.adminPassword), '600');
      assert.equal(modeOf(parent.paths.parts), '700');
      assert.equal(await parent.end('SIGTERM'), 0);
      assert.deepEqual(parent.processes(), []);
      assert.equal(portHolder(parent.port), null);
    }));

  it('on a data folder in use says who uses it', () =>
    withParent(async (parent) => {
      await parent.up();
      const second = await parent.upRefused();
      assert.equal(second.status, 1);
      assert.match(second.said, /^Rostra runs already with the data folder .* \(process \d+, http:\/\/localhost:\d+\)\.\nStop it with/);
      assert.equal((await parent.client.status()).dynod, 'up');
    }));

  it('on a taken port names who has it and what to set, and leaves nothing', () =>
    withParent(async (parent) => {
      const stranger = createServer().listen(parent.port, '127.0.0.1');
      const refused = await parent.upRefused();
      assert.equal(refused.status, 1);
      assert.match(
        refused.said,
        new RegExp(`^Port ${parent.port} is taken by .+ \\(process ${process.pid}\\)\\.\nEnd that program, or set ROSTRA_PORT`),
      );
      assert.deepEqual(parent.processes(), []);
      stranger.close();
    }));

  it("never takes a folder with somebody's files for its data folder", () =>
    withParent(async (parent) => {
      writeFileSync(join(parent.paths.root, 'thesis.tex'), 'years of work');
      chmodSync(parent.paths.root, 0o755);
      const refused = await parent.upRefused();
      assert.equal(refused.status, 1);
      assert.match(refused.said, /has other files in it \(thesis\.tex\).*\nSet ROSTRA_HOME/);
      assert.deepEqual(readdirSync(parent.paths.root), ['thesis.tex']);
      assert.equal(modeOf(parent.paths.root), '755');
    }));

  it('says why a data folder cannot be made', () =>
    withParent(async (parent) => {
      const file = join(parent.paths.root, 'notes');
      writeFileSync(file, 'of mine');
      const refused = await new TestParent({ home: join(file, 'home'), port: parent.port }).upRefused();
      assert.equal(refused.status, 1);
      assert.match(refused.said, /notes\/home cannot be the data folder: a file is in the way\.\nSet ROSTRA_HOME/);
    }));

  it('with wrong variables names them', () =>
    withParent(async (parent) => {
      process.env['ROSTRA_BIND'] = 'everywhere';
      const wrong = new TestParent({ home: parent.paths.root, port: parent.port });
      delete process.env['ROSTRA_BIND'];
      const refused = await wrong.upRefused();
      assert.equal(refused.status, 1);
      assert.match(refused.said, /^ROSTRA_BIND is "everywhere"/);
    }));
});

if (isRoot && (await isReachable(import.meta.dirname, { uid: 65_534, gid: 65_534 }))) {
  describe('an ordinary user', () => {
    it('runs it all the same', async () => {
      const home = await mkdtemp(join(tmpdir(), 'rostra-user-'));
      chownSync(home, 65_534, 65_534);
      const parent = new TestParent({ home, port: await closedPort(), uid: 65_534 });
      try {
        await parent.up();
        await parent.deployHello('hello');
        assert.equal(modeOf(home), '700');
        assert.equal(await parent.end('SIGTERM'), 0);
        assert.deepEqual(parent.processes(), []);
      } finally {
        await parent.close();
      }
    });

    it("does not get at another user's data folder", () =>
      withParent(async (parent) => {
        const other = new TestParent({ home: parent.paths.root, port: parent.port, uid: 65_534 });
        chmodSync(parent.paths.root, 0o755);
        const refused = await other.upRefused();
        assert.match(refused.said, /belongs to another user \(uid 0\)/);
      }));
  });

  const folder = await mkdtemp(join(tmpdir(), 'rostra-small-'));
  if (spawnSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder]).status === 0) {
    describe('a full disk', () => {
      it('is named before anything is made', async () => {
        const home = join(folder, 'home');
        const refused = await new TestParent({ home, port: await closedPort() }).upRefused();
        assert.equal(refused.status, 1);
        assert.match(refused.said, /^\d+ MB are free for the data folder .*, and Rostra needs \d+ MB to start\.\nFree some space/);
        assert.deepEqual(readdirSync(folder), []);
        spawnSync('/bin/umount', [folder]);
        await rm(folder, { recursive: true });
      });
    });
  }
}
