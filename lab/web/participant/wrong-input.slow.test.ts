import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createSession } from '../../sessions/create.ts';
import { assertPlain, formServer, pathTo, right, type FormServer } from '../../testing/form-server.ts';

describe('whatever is sent as somebody’s answers', () => {
  let on: FormServer;
  before(async () => {
    on = await formServer();
  });
  after(() => on?.close());

  const answers = [
    { it: 'no number at all', years: 'seven' },
    { it: 'nothing', years: '' },
    { it: 'blanks', years: '  ' },
    { it: 'NaN', years: 'NaN' },
    { it: 'infinity', height: 'Infinity' },
    { it: 'an exponent', height: '1e0' },
    { it: 'another base', years: '0x10' },
    { it: 'half a person', years: '1.5' },
    { it: 'less than the least', years: '-1' },
    { it: 'more than the most', gift: '101' },
    { it: 'half a point', gift: '0.5' },
    { it: 'a number of 5,000 digits', years: '9'.repeat(5_000) },
    { it: 'two decimal marks', height: '1.7.2' },
    { it: 'digits of another script', years: '٧' },
    { it: 'a word for yes or no', isSure: 'perhaps' },
    { it: 'a choice that is not on offer', side: 'middle' },
    { it: 'the label of a choice', side: 'Left' },
    { it: 'a name of the language', side: '__proto__' },
    { it: 'a text that is too long', name: 'a'.repeat(21) },
    { it: 'a text of 10,000 letters', name: 'a'.repeat(10_000) },
    { it: 'a text of control characters alone', name: '\u0000\u0001\u001B' },
  ];
  for (const { it: what, ...wrong } of answers)
    it(`${what} is refused beside its field, with everything else kept`, async () => {
      const was = await on.stored();
      const answer = await on.post(pathTo(on.one), { ...right, ...wrong });
      assert.deepEqual([answer.status, answer.header('x-lab-form-errors')], [200, '1']);
      assert.equal(answer.text.split('aria-invalid="true"').length > 1, true);
      const [name = ''] = Object.keys(wrong);
      assert.match(answer.text, new RegExp(`id="id_${name}[^>]*|name="${name}"`));
      if (name !== 'years') assert.match(answer.text, /value="7"/);
      assertPlain(answer);
      assert.equal(await on.stored(), was);
    });

  const bodies = [
    { it: 'nothing at all', body: '', type: 'application/x-www-form-urlencoded', status: 200 },
    { it: 'a form that is cut off', body: 'years=7&height=%', type: 'application/x-www-form-urlencoded', status: 200 },
    { it: 'one question twice', body: 'years=7&years=8', type: 'application/x-www-form-urlencoded', status: 200 },
    { it: 'ten thousand fields', body: 'a=1&'.repeat(10_000), type: 'application/x-www-form-urlencoded', status: 200 },
    { it: 'words', body: 'years: 7', type: 'text/plain', status: 200 },
    { it: 'JSON of another shape', body: '{"years":{"a":[1]},"name":7}', type: 'application/json', status: 200 },
    { it: 'a list', body: '[1,2]', type: 'application/json', status: 200 },
    { it: 'a JSON null', body: 'null', type: 'application/json', status: 200 },
    { it: 'JSON that is cut off', body: '{"years":', type: 'application/json', status: 400 },
    { it: 'JSON that changes prototypes', body: '{"__proto__":{"years":7}}', type: 'application/json', status: 400 },
    { it: 'a document', body: '<years>7</years>', type: 'application/xml', status: 415 },
    { it: 'a type that is none', body: 'years=7', type: 'nonsense', status: 415 },
    { it: 'an upload without its parts', body: 'nothing', type: 'multipart/form-data', status: 200 },
    { it: 'two megabytes', body: `name=${'a'.repeat(2_000_000)}`, type: 'application/x-www-form-urlencoded', status: 413 },
  ];
  for (const { it: what, body, type, status } of bodies)
    it(`a body of ${what} is answered with ${status}`, async () => {
      const was = await on.stored();
      const answer = await on.ask(pathTo(on.one), { method: 'POST', body, headers: { 'content-type': type } });
      assert.equal(answer.status, status, answer.text);
      assertPlain(answer);
      assert.equal(await on.stored(), was);
    });

  const elsewhere = [0, -1, 2, 3, 99, '1.5', '1e0', '0x1', 'one', '2147483648', '99999999999999999999', "1'--", '%00'];
  for (const index of elsewhere)
    it(`what is sent to page ${index} leads to where the participant is, and counts nowhere`, async () => {
      const was = await on.stored();
      const answer = await on.post(pathTo(on.one, index), { ...right, name: 'elsewhere' });
      assert.equal(answer.status, 303);
      assert.match(answer.header('location') ?? '', new RegExp(`^${pathTo(on.one)}(\\?repeat=1)?$`));
      assert.equal(await on.stored(), was);
    });

  const beside = ['draft', 'stop'].flatMap((what) => elsewhere.map((index) => ({ what, index })));
  for (const { what, index } of beside)
    it(`${what}/${index} changes nothing`, async () => {
      const was = await on.stored();
      const answer = await on.post(`/p/${on.one}/${what}/${index}`, { name: 'elsewhere' });
      assertPlain(answer);
      assert.equal(await on.stored(), was);
      assert.ok(!(await on.ask(pathTo(on.one))).text.includes('elsewhere'));
    });

  it('what the page does not ask for is not stored, whatever it is called', async () => {
    const [was, mine] = [await on.stored(), await createSession(on.lab, { config: 'form', participants: 1 })];
    const [code = ''] = mine.participantCodes;
    await on.ask(`/InitializeParticipant/${code}`);
    const extra = { secret: 'told', payoff: '1000', role: 'boss', id: '7', constructor: 'y', page_index: '9' };
    assert.equal((await on.post(pathTo(code), { ...right, ...extra })).header('location'), pathTo(code, 2, 'Told'));
    const wide = await on.stored(mine.code);
    assert.match(wide, /Anna/);
    assert.doesNotMatch(wide, /told|1000|boss/);
    assert.equal(await on.stored(), was);
  });

  it('text comes back as it was typed, line by line, without what nobody can see', async () => {
    const { participantCodes } = await createSession(on.lab, { config: 'form', participants: 1 });
    const [code = ''] = participantCodes;
    await on.ask(`/InitializeParticipant/${code}`);
    const name = `<b>"é"\u0007\r\n${'a'.repeat(10)}`; // 18 letters once lines end as everywhere
    const answer = await on.post(pathTo(code), { ...right, name });
    assert.equal(answer.header('location'), pathTo(code, 2, 'Told'), answer.text);
    const { text } = await on.ask(pathTo(code, 2, 'Told'));
    assert.match(text, /&lt;b&gt;&quot;é&quot;\naaaaaaaaaa is told/);
  });

  it('a press that comes twice counts once; with other answers both are shown', async () => {
    const { participantCodes } = await createSession(on.lab, { config: 'form', participants: 1 });
    const [code = ''] = participantCodes;
    await on.ask(`/InitializeParticipant/${code}`);
    const intent = /name="intent" value="([0-9a-f]{32})"/.exec((await on.ask(pathTo(code))).text)?.[1] ?? '';
    const first = await on.post(pathTo(code), { ...right, intent });
    const again = await on.post(pathTo(code), { ...right, intent });
    assert.deepEqual([first.header('location'), again.header('location')], [pathTo(code, 2, 'Told'), pathTo(code, 2, 'Told')]);
    const conflict = await on.post(pathTo(code), { ...right, name: 'Bert', intent });
    assert.equal(conflict.status, 409);
    assert.match(conflict.text, /<td>Anna<\/td>\s*<td>Bert<\/td>/);
    const forged = await on.post(pathTo(code), { ...right, name: 'Bert', intent: 'f'.repeat(32) });
    assert.equal(forged.header('location'), `${pathTo(code, 2, 'Told')}?repeat=1`);
    assert.match((await on.ask(pathTo(code, 2, 'Told'))).text, /Anna is told/);
  });

  it('what is typed and not sent is kept without what no database takes', async () => {
    assert.equal((await on.post(`/p/${on.one}/draft/1`, { name: 'Ca\u0000rl\u0007', '\u0000': '\u0000', years: '\u0000' })).status, 204);
    assert.match((await on.ask(pathTo(on.one))).text, /value="Carl"/);
    const json = { method: 'POST', body: '{"name":{"a":1},"\\u0000":"\\ud800"}', headers: { 'content-type': 'application/json' } };
    assert.equal((await on.ask(`/p/${on.one}/draft/1`, json)).status, 204);
    assert.equal((await on.post(`/p/${on.one}/draft/1`, {})).status, 204);
  });
});
