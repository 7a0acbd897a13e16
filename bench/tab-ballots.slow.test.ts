import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { textQuery } from '#kit/db/query.ts';
import { send } from '#kit/http/client.ts';
import type { DebateId } from '../tab/rules/ids.ts';
import { readId } from '../tab/rules/ids.ts';
import * as debates from '../tab/store/debates.ts';
import { ballotRoom, newBallot, sendBallot, type BallotRoom } from './measure/ballot-room.ts';
import { ballotStorm } from './measure/ballot-storm.ts';

const competing = 200;

const allVersions = textQuery<{ debateId: DebateId }, { id: number; isConfirmed: boolean }>(
  'test.allVersions',
  'select id, confirmed as "isConfirmed" from ballots where debate_id = $1 order by version',
  ({ debateId }) => [debateId],
);

describe('ballots on four processes', () => {
  let room: BallotRoom;
  before(async () => {
    room = await ballotRoom('bp24', 4);
  });
  after(() => room.close());

  const originOf = (index: number): string => room.origins[index % room.origins.length] ?? '';
  const form = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };

  /** Signs in, and gives the headers and the token of whoever is. */
  const signedIn = async (): Promise<{ cookie: string; token: string }> => {
    const cookies = new Map<string, string>();
    const keep = (header: string | string[] | undefined): void => {
      for (const line of [header ?? []].flat()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        cookies.set(name, value);
      }
    };
    const cookie = (): string => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const tokenAt = async (path: string): Promise<string> => {
      const page = await send({ url: originOf(0) + path, headers: { accept: 'text/html', cookie: cookie() } });
      keep(page.headers['set-cookie']);
      return /name="_csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    };
    const body = new URLSearchParams({ _csrf: await tokenAt('/login'), password: 'secret' }).toString();
    const answer = await send({ method: 'POST', url: `${originOf(0)}/login`, headers: { ...form, cookie: cookie() }, body });
    keep(answer.headers['set-cookie']);
    return { token: await tokenAt('/admin'), cookie: cookie() };
  };

  it(`${competing} competing versions confirmed at once: one is, every version is kept, nobody is told nonsense`, async () => {
    const [target] = room.rooms;
    assert.ok(target);
    const debateId = readId<DebateId>(target.debate);
    assert.ok(debateId !== null);
    const sent = await Promise.all(
      Array.from({ length: competing }, (_ballot, index) => sendBallot(originOf(index), newBallot(target, index, false))),
    );
    assert.deepEqual([...new Set(sent.map((answer) => answer?.status))], [201]);
    const versions = await room.tab.db.run(allVersions, { debateId });
    assert.equal(versions.length, competing);

    const { cookie, token } = await signedIn();
    const answers = await Promise.all(
      versions.map(({ id }, index) => {
        const body = new URLSearchParams({ _csrf: token, replaces: '' }).toString();
        const url = `${originOf(index)}/cup/admin/ballots/${id}/confirm`;
        return send({ method: 'POST', url, headers: { ...form, cookie }, body, timeoutMs: 60_000 });
      }),
    );
    const counts = Object.fromEntries(
      Map.groupBy(answers, ({ status }) => status)
        .entries()
        .map(([status, all]) => [status, all.length]),
    );
    assert.deepEqual(counts, { 303: 1, 409: competing - 1 });
    for (const { status, text } of answers) if (status === 409) assert.match(text, /Version \d+ of this ballot was confirmed meanwhile\./);
    const decided = await room.tab.db.run(allVersions, { debateId });
    assert.equal(decided.length, competing);
    assert.equal(decided.filter(({ isConfirmed }) => isConfirmed).length, 1);
    assert.equal((await debates.byId(room.tab.db, debateId))?.resultStatus, 'C');
  });

  it('none is lost and none counts twice when a process is killed in the middle of them', async () => {
    const { acknowledged, lost, doubled, broken } = await ballotStorm(
      { ...room, rooms: room.rooms.slice(1) },
      { perSecond: 30, seconds: 6, killAfter: 2 },
    );
    assert.deepEqual({ acknowledged, lost, doubled, broken }, { acknowledged: 180, lost: 0, doubled: 0, broken: 0 });
  });
});
