import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import { noteAbsent } from '../../store/dropouts.ts';
import { groupGames } from './group-games.ts';
import { interleave, type Meeting } from './interleave.ts';
import { begun, look, press, sentTo, type Played } from './moves.ts';
import { groupsNow, sessionNow } from './session-now.ts';
import { Stage } from './stage.ts';

describe('groups that are formed while people come, in every order of their trips', () => {
  let stage: Stage;
  before(async () => (stage = await Stage.open(groupGames)));
  after(() => stage?.close());

  async function everyOrder(t: TestContext, meeting: Meeting<Played>): Promise<void> {
    t.diagnostic(`${await interleave(stage, meeting)} interleavings`);
  }
  const comes = (who: number): Meeting<Played>['requests'][number] => {
    return (played, lab) => press(lab, played, { who, page: 'hello/Hello', posted: { gives: '1' } });
  };
  /** The groups of two in which people play, by their numbers. */
  const pairs = async ({ sessionId }: Played) =>
    (await groupsNow(stage.lab.db, { sessionId, sub: 2 })).filter(({ pages }) => pages.every((page) => page === 3));

  it('R5: of three who come together two are a group, once, and the third waits', (t) =>
    everyOrder(t, {
      begin: () => begun(stage.lab, 'lobby', { participants: 4 }),
      requests: [1, 2, 3].map(comes),
      check: async (played) => {
        const groups = await pairs(played);
        assert.deepEqual(
          groups.map(({ number, members, data }) => [number, members.length, data['meetings']]),
          [[1, 2, 1]],
        );
        const { people } = await sessionNow(stage.lab.db, played.sessionId);
        assert.equal(people.filter(({ page }) => page === 2).length, 1);
      },
    }));

  it('R5: of two who come together while one waits and the fourth is away, nobody is in two groups', (t) =>
    everyOrder(t, {
      begin: async () => {
        const played = await begun(stage.lab, 'lobby', { participants: 4 });
        await comes(3)(played, stage.lab);
        return played;
      },
      requests: [1, 2].map(comes),
      check: async (played) => {
        const members = (await pairs(played)).flatMap((group) => group.members);
        assert.equal(members.length, 2);
        assert.equal(new Set(members).size, 2);
      },
    }));

  it('R6: who turns out to be away while another comes is in a group with them, or both still wait', (t) =>
    everyOrder(t, {
      begin: async () => {
        const played = await begun(stage.lab, 'lobby', { participants: 2 });
        await comes(1)(played, stage.lab);
        return played;
      },
      requests: [comes(2), ({ codes }, { db }) => noteAbsent(db, codes[0] ?? '')],
      check: async (played) => {
        const { people } = await sessionNow(stage.lab.db, played.sessionId);
        const pages = people.map(({ page }) => page);
        assert.ok(
          pages.every((page) => page === pages[0]),
          pages.join(),
        );
        assert.equal((await pairs(played)).length, pages[0] === 3 ? 1 : 0);
      },
    }));

  it('R17: who looks while groups are formed anew sees the old or the new ones, whole', (t) =>
    everyOrder(t, {
      begin: async () => {
        const played = await begun(stage.lab, 'regroup', { participants: 4 });
        for (const who of [1, 2, 3]) await press(stage.lab, played, { who, page: 'regroup/Give', posted: { gives: '1' } });
        return played;
      },
      requests: [
        (played, lab) => press(lab, played, { who: 4, page: 'regroup/Give', posted: { gives: '1' } }),
        (played, lab) => look(lab, played, { who: 1, page: 'regroup/Sort', index: 2 }),
        ({ sessionId }, { db }) => groupsNow(db, { sessionId, sub: 1 }),
      ],
      check: async (played, [, , seen]) => {
        const groups = (rows: unknown): string =>
          Array.isArray(rows) ? rows.map(({ members }) => members.join('+')).join(' ') : String(rows);
        assert.ok(['1+2 3+4', '1+3 2+4'].includes(groups(seen)), groups(seen));
        assert.equal(groups(await groupsNow(stage.lab.db, { sessionId: played.sessionId, sub: 1 })), '1+3 2+4');
        const shown = await look(stage.lab, played, { who: 1, page: 'regroup/After', index: 3 });
        assert.match(shown.kind === 'page' ? String(shown.page.content) : '', /with 1;3;/);
        assert.equal(sentTo(await look(stage.lab, played, { who: 2, page: 'regroup/Sort', index: 2 })), 3);
      },
    }));
});
