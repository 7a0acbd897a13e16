import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { html } from '#kit/html/html.ts';
import { defineGame } from '../../game/define-game.ts';
import { defineProject } from '../../game/define-project.ts';
import { field } from '../../game/fields.ts';
import { createSession } from '../../sessions/create.ts';
import { Person } from '../../testing/participant.ts';
import { testLab, type TestLab } from '../../testing/test-lab.ts';
import { labServer } from '../server.ts';

const game = defineGame({
  name: 'talk',
  doc: 'Says things.',
  groupSize: 2,
  player: {
    years: field.int({ label: 'Your age', min: 18, max: 99 }),
    mood: field.choice({ good: 'Good', bad: 'Bad' }, { label: 'Mood', widget: 'radio' }),
    isSure: field.bool({ label: 'Sure?' }),
    height: field.float({ initial: 1.5 }),
  },
});

const hello = defineGame({ name: 'hello', doc: 'Says nothing.' });

const project = defineProject({
  defaults: { participationFee: 0, pointValue: 0.01 },
  currency: { code: 'EUR', thousandsSeparator: '.' },
  rooms: [{ name: 'hall' }],
  texts: {
    en: { hello: 'Hello!', left: { one: '{n} round left', other: '{n} rounds left' }, only: 'Only in English' },
    de: { hello: 'Hallo!', left: { one: 'noch {n} Runde', other: 'noch {n} Runden' }, 'Your age': 'Ihr Alter', Good: 'Gut' },
  },
  sessions: [
    {
      name: 'talk',
      games: [
        game.sequence(
          game.page('Ask', {
            form: ['years', 'mood', 'isSure'],
            view: ({ t, num, money, player, form, next }) =>
              html`<p>${t('hello')} ${t('left', { n: 1 })} ${t('only')} ${num(player.height, 1)} ${money(3)}</p>${form} ${next}`,
          }),
          game.wait('Meet'),
        ),
      ],
    },
    { name: 'deutsch', displayName: 'Gespräch', language: 'de', games: [hello.sequence(hello.page('Ask', { view: ({ next }) => next }))] },
  ],
});

describe('the language of participants’ pages', () => {
  let lab: TestLab;
  let server: FastifyInstance;
  before(async () => {
    lab = await testLab(project);
    server = await labServer(lab);
  });
  after(async () => {
    await server.close();
    await lab.close();
  });

  async function arrive(wish: Parameters<typeof createSession>[1], query = ''): Promise<Person> {
    const { participantCodes } = await createSession(lab, wish);
    const person = new Person(server);
    await person.open(`/InitializeParticipant/${participantCodes[0] ?? ''}${query}`);
    return person;
  }

  it('is the project’s unless somebody says otherwise', async () => {
    const { seen } = await arrive({ config: 'talk' });
    for (const words of [
      '<html lang="en" dir="ltr"',
      'Hello! 1 round left',
      '1.5 3&nbsp;points',
      'Your age',
      'A whole number from 18 to 99.',
      '>Yes<',
      '>Next<',
    ])
      assert.ok(seen.body.replaceAll('\u00a0', '&nbsp;').includes(words), words);
  });

  it('is the recipe’s, which stays with the session', async () => {
    const { seen } = await arrive({ config: 'deutsch' });
    assert.match(seen.body, /<html lang="de"[\s\S]*>Weiter</);
  });

  it('is another one when the session is made with another', async () => {
    const person = await arrive({ config: 'talk', changes: { language: 'de' } });
    for (const words of [
      'lang="de"',
      'Hallo! noch 1 Runde',
      '1,5 3&nbsp;Punkte',
      'Ihr Alter',
      'Gut',
      'Eine ganze Zahl von 18 bis 99.',
      '>Ja<',
      '>Weiter<',
    ])
      assert.ok(person.seen.body.replaceAll('\u00a0', '&nbsp;').includes(words), words);
    assert.match(person.seen.body, /Only in English/, 'a text that the language lacks is said in the project’s');
  });

  it('is the participant’s own where the link says one, on every page and in every fault', async () => {
    const person = await arrive({ config: 'talk', participants: 2 }, '?language=fr');
    assert.match(person.seen.body, /lang="fr"[\s\S]*Un nombre entier de 18 à 99\.[\s\S]*>Suivant</);
    await person.send({ years: '7' });
    assert.match(person.seen.body, /Veuillez corriger les erreurs\.[\s\S]*Un nombre entier de 18 à 99\.[\s\S]*Ce champ est obligatoire\./);
    await person.send({ years: '20', mood: 'good', isSure: 'True' });
    assert.match(person.seen.body, /En attente de 1 personne/);
  });

  it('runs from right to left where the language does', async () => {
    const { seen } = await arrive({ config: 'talk' }, '?language=ar');
    assert.match(seen.body, /<html lang="ar" dir="rtl"[\s\S]*>التالي</);
  });

  it('takes no language that is none', async () => {
    const { seen } = await arrive({ config: 'talk' }, '?language=%3Cscript%3E');
    assert.match(seen.body, /<html lang="en"/);
    await assert.rejects(createSession(lab, { config: 'talk', changes: { language: 'no language' } }), { field: 'language' });
    assert.throws(() => defineProject({ language: 'English, please', sessions: [] }), /no language/);
  });

  it('is kept at the door: the session-wide link, a full session, a link to nowhere, a room', async () => {
    const { joinCode } = await createSession(lab, { config: 'deutsch', participants: 1 });
    const person = new Person(server);
    assert.match((await person.open(`/join/${joinCode}`)).body, /Drücken Sie Start, wenn Sie bereit sind\./);
    await person.post(`/join/${joinCode}`, {});
    assert.match(person.seen.body, />Weiter</);
    const late = await new Person(server).post(`/join/${joinCode}`, {});
    assert.deepEqual([late.status, /Die Sitzung ist voll\./.test(late.body)], [404, true]);
    const nowhere = await new Person(server).open('/join/bakolume?language=es');
    assert.deepEqual([nowhere.status, /Este enlace no lleva a ninguna sesión\./.test(nowhere.body)], [404, true]);
    assert.match((await new Person(server).open('/room/hall?language=ja')).body, /準備ができたら/);
    assert.match((await new Person(server).open('/room/hall?welcome_page_ok=1&language=pl')).body, /Proszę czekać/);
  });
});
