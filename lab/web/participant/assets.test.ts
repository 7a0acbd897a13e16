import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { checkProject } from '../../author/check.ts';
import { placeOf } from '../../author/finding.ts';
import { authorFolder, type AuthorFolder } from '../../author/testing/author-folder.ts';
import { loadProject } from '../../project-file.ts';
import { createSession } from '../../sessions/create.ts';
import { Person } from '../../testing/participant.ts';
import { testLab, type TestLab } from '../../testing/test-lab.ts';
import { labServer } from '../server.ts';

const files = {
  'rostra.lab.ts': `import { defineProject } from 'rostra/lab';
import game from './games/shown.ts';
export default defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  styles: ['theme.css'],
  sessions: [{ name: 'shown', games: [game] }],
});`,
  'games/shown.ts': `import { defineGame, html } from 'rostra/lab';
const game = defineGame({ name: 'shown' });
export default game.sequence(
  game.page('Look', { view: ({ asset, next }) => html\`<img src="\${asset('pictures/a cat.svg')}" alt="A cat"> \${next}\` }),
);`,
  'assets/pictures/a cat.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'assets/theme.css': 'body { background: url("pictures/a%20cat.svg") }',
};

describe('an author’s own files', () => {
  let folder: AuthorFolder;
  let lab: TestLab;
  let server: FastifyInstance;
  let page: string;
  before(async () => {
    folder = await authorFolder(files);
    lab = await testLab(await loadProject(folder.path));
    server = await labServer(lab);
    const { participantCodes } = await createSession(lab, { config: 'shown', participants: 1 });
    page = (await new Person(server).open(`/InitializeParticipant/${participantCodes[0] ?? ''}`)).body;
  });
  after(async () => {
    await server.close();
    await lab.close();
    await folder.remove();
  });
  const linked = (pattern: RegExp): string => pattern.exec(page)?.[1] ?? '';

  it('are on the page by an address that changes with them, and kept for good', async () => {
    const picture = await server.inject({ url: linked(/<img src="([^"]+)"/) });
    assert.deepEqual(
      [picture.statusCode, picture.headers['content-type'], picture.body],
      [200, 'image/svg+xml', files['assets/pictures/a cat.svg']],
    );
    assert.match(String(picture.headers['cache-control']), /immutable/);
  });

  it('can be style sheets of every page, which find what stands beside them', async () => {
    const url = linked(/<link rel="stylesheet" href="(\/assets\/[^"]+theme\.css)"/);
    assert.equal((await server.inject({ url })).headers['content-type'], 'text/css; charset=utf-8');
    assert.equal((await server.inject({ url: new URL('pictures/a%20cat.svg', `http://lab${url}`).pathname })).statusCode, 200);
  });

  it('come in parts where a player asks for parts', async () => {
    const url = linked(/<img src="([^"]+)"/);
    const part = await server.inject({ url, headers: { range: 'bytes=1-3' } });
    assert.deepEqual(
      [part.statusCode, part.body, part.headers['content-range']],
      [206, 'svg', `bytes 1-3/${files['assets/pictures/a cat.svg'].length}`],
    );
    assert.equal((await server.inject({ url, headers: { range: 'bytes=9999-' } })).statusCode, 200);
  });

  for (const path of ['nothing.png', '../rostra.lab.ts', '..%2Frostra.lab.ts', '%2e%2e/package.json', 'pictures'])
    it(`are nothing else: ${path}`, async () => assert.equal((await server.inject({ url: `/assets/0/${path}` })).statusCode, 404));

  it('are missed by lab check, with the line', async () => {
    const broken = await authorFolder({ ...files, 'games/shown.ts': files['games/shown.ts'].replace('a cat.svg', 'a dog.svg') });
    const findings = await checkProject(broken.path);
    await broken.remove();
    assert.deepEqual(
      findings.map((finding) => [placeOf(finding), finding.what]),
      [['games/shown.ts:4', 'there is no file assets/pictures/a dog.svg']],
    );
  });
});
