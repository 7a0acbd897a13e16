import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { testTab, type TestTab } from '../test-tab.ts';
import * as tournaments from '../store/tournaments.ts';
import { stateReader } from './version.ts';

describe('the public version', () => {
  let tab: TestTab;
  before(async () => {
    tab = await testTab();
  });
  after(() => tab.close());

  it('is never older than the question, and nobody else’s', async () => {
    const made = { shortName: '', timezone: 'UTC', settings: {} };
    const first = await tournaments.insert(tab.db, { ...made, slug: 'first', name: 'First' });
    await tournaments.insert(tab.db, { ...made, slug: 'second', name: 'Second' });
    const stateOf = stateReader(tab);
    const versionOf = async (slug: string): Promise<number | null> => (await stateOf(slug))?.version ?? null;
    const atFirst = await versionOf('first');
    const crowd = Promise.all(Array.from({ length: 40 }, () => versionOf('second')));
    await tournaments.bumpPublicVersion(tab.db, first);
    const [after1, after2, unknown] = await Promise.all([versionOf('first'), versionOf('first'), versionOf('nowhere')]);
    assert.deepEqual([after1, after2, unknown], [(atFirst ?? 0) + 1, (atFirst ?? 0) + 1, null]);
    assert.equal(new Set(await crowd).size, 1);
  });
});
