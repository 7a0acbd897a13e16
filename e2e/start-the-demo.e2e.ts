import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { send } from '#kit/http/client.ts';
import { startInstallation, type Installation } from './installation.ts';

describe('rostra up --demo', () => {
  let house: Installation;
  before(async () => {
    house = await startInstallation({ demo: true });
  });
  after(async () => house.remove());

  const quantities = async (app: string): Promise<string> => (await house.rostra('ps:scale', '--app', app)).trim().replaceAll('\n', ' ');
  const versions = async (app: string): Promise<number[]> =>
    JSON.parse(await house.rostra('releases', '--app', app, '--json')).map(({ version }: { version: number }) => version);

  it('says where everything is, with the password and what to try', () => {
    const output = house.output();
    for (const part of [house.url, house.appUrl('lab'), house.appUrl('tab'), house.password, 'rehearse lab'])
      assert.ok(output.includes(part), part);
  });

  it('every address answers', async () => {
    for (const url of [house.url, house.appUrl('lab'), house.appUrl('tab')]) {
      assert.equal((await arrival(url)).status, 200, url);
    }
  });

  it('runs lab on two dynos, tab on two and a worker, as an app of anybody would', async () => {
    assert.equal(await quantities('lab'), 'web=2');
    assert.equal(await quantities('tab'), 'web=2 worker=1');
  });

  it('stops cleanly, and goes on where it was: no new release, the size that somebody chose', async () => {
    await house.rostra('ps:scale', 'web=1', '--app', 'lab');
    const earlier = [await versions('lab'), await versions('tab')];
    const key = await house.rostra('config:get', 'LAB_REST_KEY', '--app', 'lab');
    house.parent.kill('SIGINT');
    const [status] = await once(house.parent, 'exit');
    assert.equal(status, 0);
    assert.equal(await isOpen(house.port), false);
    house = await house.startAgain();
    assert.deepEqual([await versions('lab'), await versions('tab')], earlier);
    assert.equal(await quantities('lab'), 'web=1');
    assert.equal(await house.rostra('config:get', 'LAB_REST_KEY', '--app', 'lab'), key);
    assert.equal((await arrival(house.appUrl('lab'))).status, 200);
  });
});

/** Where a browser ends up: redirects are followed. */
async function arrival(url: string) {
  let answer = await send({ url, headers: { accept: 'text/html' } });
  for (let place = url; answer.status >= 300 && answer.status < 400;) {
    place = new URL(String(answer.headers['location']), place).href;
    answer = await send({ url: place, headers: { accept: 'text/html' } });
  }
  return answer;
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
