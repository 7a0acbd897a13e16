import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import { testDatabase } from '#kit/testing/database.ts';
import { check, dev, make } from './main.ts';
import type { Dev } from './dev.ts';
import type { DevNews } from './dev-page.ts';
import { authorFolder, type AuthorFolder } from './testing/author-folder.ts';

describe('rostra lab new, game and dev', () => {
  let folder: AuthorFolder;
  let running: Dev;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  const lab = (): string => join(folder.path, 'my-lab');
  const gameText = (): Promise<string> => readFile(join(lab(), 'games/first-game.ts'), 'utf8');
  const save = (text: string): Promise<void> => folder.write({ 'my-lab/games/first-game.ts': text });

  before(async () => {
    folder = await authorFolder({});
    database = await testDatabase();
  });
  after(async () => {
    await running?.stop();
    await database.drop();
    await folder.remove();
  });

  it('make a folder in which nothing is wrong, and no second one in its place', async () => {
    assert.ok((await make.project(lab(), { games: false })).includes('games/first-game.bot.ts'));
    assert.deepEqual(await make.game(lab(), 'second_game'), ['games/second-game.ts', 'games/second-game.bot.ts', 'rostra.lab.ts']);
    assert.deepEqual(await check(lab()), []);
    await assert.rejects(make.project(lab(), { games: false }), { code: 'LAB_FOLDER_TAKEN' });
    await assert.rejects(make.game(lab(), 'second_game'), { code: 'LAB_GAME_TAKEN' });
    await assert.rejects(make.game(lab(), 'Second Game'), { code: 'LAB_WRONG_NAME' });
  });

  it('show a save to whoever is on the page, who stays there; a mistake is told and what was served before stays', async () => {
    const env = { PATH: process.env['PATH'] ?? '' };
    running = await dev({ folder: lab(), port: 0, databaseUrl: database.url, env, onLine: () => {} });
    const news = await newsOf(running.url);
    const first = await news();
    assert.equal(first.fault, null);

    const page = await fetch(`${running.url}/dev/start?config=first_game`);
    assert.match(await page.text(), /Your decision[\s\S]*\/dev\/watch\.js/);
    await save((await gameText()).replace('Your decision', 'Your choice'));
    const saved = await nextVersion(news, first.version);
    const again = await fetch(page.url);
    assert.equal(again.url, page.url);
    assert.match(await again.text(), /Your choice/);

    await save((await gameText()).replace("['give']", "['gvie']"));
    const wrong = await until(news, ({ fault }) => fault !== null);
    assert.match(wrong.fault?.message ?? '', /games\/first-game\.ts:\d+: .*gvie/);
    assert.equal(wrong.fault?.hint, 'Did you mean give?');
    assert.match(await (await fetch(page.url)).text(), /Your choice/);

    await save((await gameText()).replace("['gvie']", "['give']"));
    assert.equal((await nextVersion(news, saved.version)).fault, null);
  });
});

type Next = () => Promise<DevNews>;

/** What a page is told, one after the other. */
async function newsOf(url: string): Promise<Next> {
  const { body } = await fetch(`${url}/dev/events`);
  assert.ok(body);
  const lines = createInterface(Readable.from(body))[Symbol.asyncIterator]();
  return async () => {
    for (;;) {
      const { value = '' } = await lines.next();
      if (value.startsWith('data: ')) return JSON.parse(value.slice(6));
    }
  };
}

async function until(next: Next, isIt: (news: DevNews) => boolean): Promise<DevNews> {
  for (;;) {
    const news = await next();
    if (isIt(news)) return news;
  }
}

const nextVersion = (next: Next, old: number): Promise<DevNews> => until(next, ({ version }) => version > old);
