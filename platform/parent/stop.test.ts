import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, it } from 'node:test';
import { stopFromOutside } from './from-outside.ts';
import { until } from '../testing/dynod.ts';
import { withParent } from '../testing/parent.ts';

describe('a stop', () => {
  it('keeps the data: the next start goes on where it was', () =>
    withParent(async (parent) => {
      const first = await parent.up();
      await parent.deployHello('hello');
      assert.equal(await stopFromOutside(parent.paths), true);
      assert.equal(await parent.ended(), 0);
      assert.deepEqual(parent.processes(), []);
      assert.equal(await parent.up(), first);
      await until(async () => (await parent.answer('hello')) === 'v1 web.1 hello');
    }));

  it('asked for twice waits for no dyno any more', () =>
    withParent(async (parent) => {
      const isStopping = (): boolean => existsSync(parent.paths.parentSocket); // the last thing that it removes; then Node itself ends
      await parent.up();
      const server = `process.on('SIGTERM', () => console.log('no'));\n${serverText}`;
      await parent.deployHello('deaf', { Procfile: 'web: exec node server.mjs\n', 'server.mjs': server });
      const { pid } = await parent.status();
      const ended = parent.end('SIGTERM');
      const again = setInterval(() => isStopping() && process.kill(pid, 'SIGTERM'), 200);
      assert.equal(await ended.finally(() => clearInterval(again)), 0);
      assert.deepEqual(parent.processes(), []);
    }));

  it('is one wish when Ctrl-C comes twice at once, from the terminal and from npm: dynos keep their grace', () =>
    withParent(async (parent) => {
      await parent.up();
      const server = `process.on('SIGTERM', () => setTimeout(() => { console.log('said goodbye'); process.exit(0); }, 500));\n${serverText}`;
      await parent.deployHello('polite', { Procfile: 'web: exec node server.mjs\n', 'server.mjs': server });
      parent.signal('SIGINT');
      assert.equal(await parent.end('SIGINT'), 0);
      await parent.up();
      await until(async () => (await parent.client.logs('polite', { lines: 100 })).some((line) => line.text === 'said goodbye'));
    }));
});

describe('two installations', () => {
  it('live side by side', () =>
    withParent((one) =>
      withParent(async (two) => {
        await Promise.all([one.up(), two.up()]);
        await Promise.all([one.deployHello('hello'), two.deployHello('hello')]);
        assert.equal(await one.end('SIGINT'), 0);
        assert.deepEqual(one.processes(), []);
        assert.equal(await two.answer('hello'), 'v1 web.1 hello');
      }),
    ));
});

const serverText = `import { createServer } from 'node:http';
createServer((_, answer) => answer.end(process.env.ROSTRA_RELEASE)).listen(process.env.PORT, '127.0.0.1');
`;
