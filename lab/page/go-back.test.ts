import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { html } from '#kit/html/html.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { field } from '../game/fields.ts';
import type { Person } from '../testing/participant.ts';
import { seated } from '../testing/seated.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { labServer } from '../web/server.ts';

const pages = defineGame({ name: 'pages', player: { one: field.text(), two: field.text(), sent: field.int({ initial: 0 }) } });
const sequence = pages.sequence(
  pages.page('One', {
    form: ['one'],
    allowBack: true,
    onSubmit({ player }) {
      player.sent += 1;
    },
    view: ({ form, back, next }) => html`${form} ${back} ${next}`,
  }),
  pages.page('Two', { form: ['two'], allowBack: true, view: ({ form, back, next }) => html`${form} ${back} ${next}` }),
  pages.page('Three', { allowBack: true, view: ({ backBy, next }) => html`${backBy(2)} ${next}` }),
  pages.page('Four', { view: ({ back, next, player }) => html`${player.one} ${player.two} sent ${player.sent} ${back} ${next}` }),
);
const project = defineProject({ defaults: { participationFee: 0, pointValue: 1 }, sessions: [{ name: 'pages', games: [sequence] }] });

async function sendAll(person: Person, forms: readonly Readonly<Record<string, string>>[]): Promise<void> {
  for (const form of forms) await person.send(form);
}

describe('going back inside the study', () => {
  let lab: TestLab;
  let server: FastifyInstance;
  let db: pg.Client;
  before(async () => {
    lab = await testLab(project);
    server = await labServer(lab);
    db = new pg.Client({ connectionString: lab.databaseUrl });
    await db.connect();
  });
  after(async () => {
    await server?.close();
    await db?.end();
    await lab?.close();
  });

  it('shows what was saved, takes it anew, and the page times say so', async () => {
    const [person] = await seated(lab, server, { config: 'pages', participants: 1 });
    assert.ok(person);
    assert.doesNotMatch(person.seen.body, /lab_back/); // nothing before it
    await person.send({ one: 'first' });
    assert.match(person.seen.body, /name="lab_back" value="1"/);
    await person.send({ lab_back: '1', two: 'not saved' });
    assert.equal(person.page, 'One');
    assert.match(person.seen.body, /value="first"/);
    await person.send({ one: 'better' });
    await person.send({ two: 'second' });
    assert.match(person.seen.body, /name="lab_back" value="2"/);
    await person.send({ lab_back: '2' });
    assert.equal(person.page, 'One');
    await sendAll(person, [{ one: 'best' }, { two: 'second' }, {}]);
    assert.match(person.seen.body, /best second sent 3/);
    const { rows } = await db.query(
      'select t.page_index as page, visits from lab_page_time t join lab_participant p on p.id = t.participant_id where p.code = $1 order by 1',
      [person.seen.url.split('/')[2]],
    );
    assert.deepEqual(rows, [
      { page: 1, visits: 3 },
      { page: 2, visits: 2 },
      { page: 3, visits: 1 },
    ]);
  });

  it('is not possible where the page does not allow it, whatever is sent', async () => {
    const [person] = await seated(lab, server, { config: 'pages', participants: 1 });
    assert.ok(person);
    await sendAll(person, [{ one: 'a' }, { two: 'b' }, {}]);
    assert.doesNotMatch(person.seen.body, /lab_back/);
    await person.send({ lab_back: '1' });
    assert.equal(person.page, 'Four');
    await person.send({ lab_back: '99' });
    assert.equal(person.page, 'Four');
  });

  it('once more the same press from the page before does not count twice', async () => {
    const [person] = await seated(lab, server, { config: 'pages', participants: 1 });
    assert.ok(person);
    const { url } = person.seen;
    const intent = person.intent();
    await person.post(url, { intent, one: 'a' });
    await person.post(url, { intent, one: 'a' });
    assert.equal(person.page, 'Two');
  });
});
