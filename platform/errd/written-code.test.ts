import assert from 'node:assert/strict';
import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { transform } from 'esbuild';
import type { ErrorFrame } from '../rules/errors/event.ts';
import { artifactName, mapReference, sourceMapIn } from '../rules/errors/source-map.ts';
import { linesIn, mapBeside } from './slug-files.ts';
import { writtenFrames } from './written-code.ts';

const written = `function payoffOf(player) {
  return player.payoff.toFixed(2);
}

export function showPayoffs(players) {
  const shown = players.map((player) => payoffOf(player));
  return shown.join(', ');
}
`;

/** Where a text stands in the one line of compiled code. */
const frameAt = (code: string, text: string, file: string): ErrorFrame => ({
  function: 'r',
  module: null,
  file,
  line: 1,
  column: code.indexOf(text) + 1,
  isOwn: true,
  before: [],
  context: null,
  after: [],
  vars: {},
});

const compiled = () =>
  transform(written, { minify: true, sourcemap: 'external', sourcefile: '../src/payoff.ts', loader: 'ts', format: 'esm' });

describe('compiled code', () => {
  it('is shown as it was written: file, line, code, and the function as its caller calls it', async () => {
    const { code, map } = await compiled();
    const file = 'https://lab.example/assets/app-9f8a7c6d.js';
    const called = /(\w+)\(\w+\)\)/.exec(code)?.[0] ?? '';
    const frames = [frameAt(code, called, file), frameAt(code, 'toFixed', file)];
    const [caller, inner] = await writtenFrames(frames, async () => map);
    assert.deepEqual([inner?.file, inner?.line, inner?.context], ['src/payoff.ts', 2, '  return player.payoff.toFixed(2);']);
    assert.deepEqual([inner?.function, inner?.before], ['payoffOf', ['function payoffOf(player) {']]);
    assert.equal(caller?.line, 6);
  });

  it('stays as it is where there is no map, or a damaged one', async () => {
    const frame = frameAt('x', 'x', 'app.js');
    for (const map of [null, 'not JSON', '{"version":2}', '{"version":3,"sources":["a"],"mappings":"\u0000!!"}'])
      assert.deepEqual(await writtenFrames([frame], async () => map), [frame]);
  });
});

describe('a source map', () => {
  it('is known by its debug id, and by the address of its script', () => {
    const map = sourceMapIn(
      '{"version":3,"sources":["a.ts"],"sourceRoot":"src","mappings":"","debug_id":"6F1E8F0A-1234-4abc-8def-0123456789ab"}',
    );
    assert.deepEqual([map?.debugId, map?.sources], ['6f1e8f0a12344abc8def0123456789ab', ['src/a.ts']]);
    const files = ['https://lab.example/assets/app.js?v=2', 'app:///assets/app.js', '/assets/app.js', '~/assets/app.js'];
    assert.deepEqual(new Set(files.map(artifactName)), new Set(['~/assets/app.js']));
  });

  it('is named in the last line of its script', () => {
    assert.equal(mapReference('x();\n//# sourceMappingURL=app.js.map\n'), 'app.js.map');
    assert.equal(mapReference('x(); // sourceMappingURL=app.js.map, they say\ny();'), null);
  });
});

describe('the files of a slug', () => {
  let slug: string;
  let outside: string;
  before(async () => {
    slug = await mkdtemp(join(tmpdir(), 'rostra-slug-'));
    outside = await mkdtemp(join(tmpdir(), 'rostra-outside-'));
    await mkdir(join(slug, 'public', 'assets'), { recursive: true });
    await writeFile(join(slug, 'public', 'assets', 'app-9f8a7c6d.js'), 'x();\n//# sourceMappingURL=app.map');
    await writeFile(join(slug, 'public', 'assets', 'app.map'), '{"a":1}');
    await writeFile(join(outside, 'secret.js'), 'secret\n//# sourceMappingURL=data:application/json;base64,e30=');
    await symlink(join(outside, 'secret.js'), join(slug, 'secret.js'));
    await writeFile(join(slug, 'sly.js'), '//# sourceMappingURL=../../../../etc/passwd');
  });
  after(() => Promise.all([slug, outside].map((folder) => rm(folder, { recursive: true }))));

  it('hold the map of a script that a browser asked for', async () => {
    assert.equal(await mapBeside(slug, 'https://lab.example/assets/app-9f8a7c6d.js'), '{"a":1}');
    assert.equal(await mapBeside(slug, '/srv/slugs/8f14e45f/public/assets/app-9f8a7c6d.js'), '{"a":1}');
  });

  it('are all that is read: neither links nor references lead out of it', async () => {
    assert.equal(await linesIn(slug, 'secret.js'), null);
    assert.equal(await mapBeside(slug, 'secret.js'), null);
    assert.equal(await mapBeside(slug, 'sly.js'), null);
  });
});
