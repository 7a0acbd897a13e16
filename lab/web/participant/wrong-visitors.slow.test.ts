import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createSession } from '../../sessions/create.ts';
import { assertPlain, formServer, pathTo, right, type FormServer } from '../../testing/form-server.ts';

describe('whoever comes to the participants’ side by a wrong way', () => {
  let on: FormServer;
  before(async () => {
    on = await formServer();
  });
  after(() => on?.close());

  const nobody = ['zzzzzzzz', 'ZZZZZZZZ', 'a', 'a'.repeat(150), 'a'.repeat(5_000), "';drop", '%00%00', '☃', '..%2F..', '%E0%A4%A'];
  for (const code of nobody)
    it(`the code ${code.slice(0, 20)} is nobody’s`, async () => {
      const encoded = code.includes('%') ? code : encodeURIComponent(code);
      const around = await Promise.all([
        on.ask(`/InitializeParticipant/${encoded}`),
        on.ask(`/p/${encoded}/form/Ask/1`),
        on.ask(`/p/${encoded}/end`),
        on.post(`/p/${encoded}/form/Ask/1`, right),
        on.ask(`/p/${encoded}/back`, { method: 'POST', redirect: 'follow' }),
        on.ask(`/p/${encoded}/notice`, { method: 'POST', redirect: 'follow' }),
        on.ask(`/join/${encoded}`),
        on.post(`/join/${encoded}`, {}),
        on.ask(`/room/${encoded}`),
      ]);
      for (const answer of around) {
        assert.ok([400, 404].includes(answer.status), `${answer.status} ${answer.text}`);
        assert.ok(answer.text.includes('<h1>'));
        assertPlain(answer);
      }
    });

  it('what a panel puts into a link may be anything', async () => {
    const { participantCodes } = await createSession(on.lab, { config: 'form', participants: 1 });
    const odd = `PROLIFIC_PID=%00%07&SESSION_ID=${'a'.repeat(5_000)}&STUDY_ID=1&STUDY_ID=2&participant_label=%00`;
    for (const path of [`/InitializeParticipant/${participantCodes[0]}?${odd}`, `/join/${on.joinCode}?${odd}`, `/room/hall?${odd}`]) {
      const answer = await on.ask(path);
      assertPlain(answer);
      assert.ok([200, 303].includes(answer.status), `${path}: ${answer.status}`);
    }
  });

  it('another one’s page is not shown to whoever is not there', async () => {
    const answer = await on.ask(pathTo(on.one, 2, 'Told'));
    assert.deepEqual([answer.status, answer.header('location')], [303, pathTo(on.one)]);
    assert.match((await on.ask(pathTo(on.other, 2, 'Told'))).text, /Anna is told/);
  });

  it('pages of other sites send nothing in somebody’s name: no cookie gives a right', async () => {
    const was = await on.stored();
    const headers = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' };
    const answer = await on.ask('/sessions/new', { method: 'POST', body: new URLSearchParams({ config: 'form' }), headers });
    assert.ok([403, 404].includes(answer.status), String(answer.status));
    assertPlain(answer);
    assert.equal(await on.stored(), was);
  });

  for (const method of ['HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
    it(`${method} takes no page and no seat`, async () => {
      const was = await on.stored();
      for (const path of [pathTo(on.one), `/join/${on.joinCode}`, '/room/hall', `/p/${on.one}/end`]) {
        const answer = await on.ask(path, { method });
        assertPlain(answer);
        if (method !== 'HEAD') assert.ok([404, 405].includes(answer.status), `${method} ${path}: ${answer.status}`);
      }
      assert.equal(await on.stored(), was);
    });

  const labels = [
    { it: 'of 10,000 letters', label: 'a'.repeat(10_000), status: 400 },
    { it: 'of 101 letters', label: 'a'.repeat(101), status: 400 },
    { it: 'that is a list', label: 'a&participant_label=b', status: 303 },
  ];
  for (const { it: what, label, status } of labels)
    it(`a label ${what} takes ${status === 303 ? 'a seat as somebody without a name' : 'no seat'}`, async () => {
      const { joinCode: link } = await createSession(on.lab, { config: 'form', participants: 1 });
      const body = `participant_label=${label}`;
      const answer = await on.ask(`/join/${link}`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
      assert.equal(answer.status, status, answer.text);
      assertPlain(answer);
      const looked = await on.ask(`/join/${link}?participant_label=${label}`);
      assertPlain(looked);
    });

  it('a room asks once more whoever it does not know, and a link too long leads nowhere', async () => {
    assert.equal((await on.ask(`/room/listed?participant_label=${'a'.repeat(5_000)}`)).status, 404);
    assert.equal((await on.ask('/room/listed?participant_label=%00anna%07')).status, 200);
    assert.equal((await on.ask(`/room/listed?participant_label=${'a'.repeat(20_000)}`)).status, 431);
    assert.equal(
      (await on.ask('/room/listed', { method: 'POST', body: 'x', headers: { 'content-type': 'application/json' } })).status,
      400,
    );
  });

  it('a stream of nonsense tells nothing and ends with its reader', async () => {
    for (const path of ['/here/zzz/x', '/released/x/y/z?by=%00', '/here/%00/-1', '/room/hall/live?participant_label=%00']) {
      const stop = new AbortController();
      const answer = await fetch(`${on.origin}${path}`, { headers: { accept: 'text/event-stream' }, signal: stop.signal });
      assert.ok(answer.status < 500, `${path}: ${answer.status}`);
      stop.abort();
    }
  });
});
