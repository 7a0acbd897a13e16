import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadProject } from '../project-file.ts';
import { checkProject } from './check.ts';
import { placeOf } from './finding.ts';
import { authorFolder } from './testing/author-folder.ts';
import { edited, game, inGame, mistakes, project } from './testing/mistakes.ts';

describe('rostra lab check', () => {
  it('finds nothing in a project that is right', async () => {
    const folder = await authorFolder({ 'rostra.lab.ts': project, 'games/pot.ts': game });
    assert.deepEqual(await checkProject(folder.path), []);
    await folder.remove();
  });

  for (const { it: name, files, place, what, cure } of mistakes) {
    it(`names file, line and cure of ${name}`, async () => {
      const folder = await authorFolder({ 'rostra.lab.ts': project, 'games/pot.ts': game, ...files });
      const findings = await checkProject(folder.path);
      await folder.remove();
      assert.equal(findings.length, 1, JSON.stringify(findings));
      const [found] = findings;
      assert.ok(found);
      assert.equal(placeOf(found), place, found.what);
      assert.match(found.what, what);
      assert.match(found.cure, cure);
    });
  }

  it('lists the mistakes of several games at once', async () => {
    const folder = await authorFolder({
      'rostra.lab.ts': project,
      'games/pot.ts': edited(game, "form: ['give']", "form: ['gvie']"),
      'games/later.ts': game.replace("'pot'", "'later'").replace("'Results'", "'Give'"),
    });
    const places = (await checkProject(folder.path)).map(placeOf);
    await folder.remove();
    assert.deepEqual(places, ['games/later.ts:25', 'games/pot.ts:11']);
  });

  it('is done at the start as well, in one sentence with the place and the cure', async () => {
    const folder = await authorFolder({ 'rostra.lab.ts': project, ...inGame("form: ['give']", "form: ['gvie']") });
    await assert.rejects(loadProject(folder.path), {
      code: 'LAB_BROKEN_PROJECT',
      message: 'games/pot.ts:11: the game pot: the page Give asks for gvie, which is no player field.',
      hint: 'Did you mean give?',
    });
    await folder.remove();
  });

  it('gives what the TypeScript compiler finds, where there is a tsconfig.json', async () => {
    const settings = { extends: 'rostra/tsconfig.json', include: ['**/*.ts'], exclude: ['node_modules'] };
    const folder = await authorFolder({
      'rostra.lab.ts': project,
      'tsconfig.json': JSON.stringify({ ...settings, extends: './node_modules/rostra/tsconfig.json', compilerOptions: { types: [] } }),
      ...inGame('sum + p.give', 'sum + p.gvie'),
    });
    const findings = await checkProject(folder.path);
    await folder.remove();
    assert.deepEqual(findings.map(placeOf), ['games/pot.ts:17'], JSON.stringify(findings));
    assert.match(findings[0]?.what ?? '', /gvie/);
  });
});
