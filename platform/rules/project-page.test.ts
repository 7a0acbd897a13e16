import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPublicSource, projectFault } from './project-page.ts';

const page = { path: '/about', title: 'Trust game', description: '', people: '', licence: '', cite: '', demo: null, offersSource: true };

describe('projectFault', () => {
  const cases = [
    { it: 'takes a title alone', change: {}, says: null },
    { it: 'wants a title', change: { title: '' }, says: /needs a title/ },
    { it: 'takes a deeper path', change: { path: '/project/info' }, says: null },
    { it: 'refuses the front page', change: { path: '/' }, says: /no place for it/ },
    { it: 'refuses a path that leads elsewhere', change: { path: '/../admin' }, says: /no place for it/ },
    { it: 'takes the place of a demo', change: { demo: '/demo' }, says: null },
    { it: 'refuses another site as a demo', change: { demo: '//example.org' }, says: /no path of the app/ },
    { it: 'refuses a book', change: { description: 'a'.repeat(5001) }, says: /description has more than 5000/ },
  ];
  for (const c of cases)
    it(c.it, () => {
      const fault = projectFault({ ...page, ...c.change });
      if (c.says === null) assert.equal(fault, null);
      else assert.match(fault ?? '', c.says);
    });
});

describe('isPublicSource', () => {
  for (const path of ['settings.py', 'guess/__init__.py', 'guess/Guess.html', 'Procfile', 'LICENSE', '_static/game.css', 'keys.py'])
    it(`shows ${path}`, () => assert.equal(isPublicSource(path), true));
  for (const path of [
    '.env',
    '.env.local',
    'a/.venv/bin/python',
    'db.sqlite3',
    'data/all_apps.csv',
    'server.pem',
    'backup.dump',
    'node_modules/a/b.js',
    'dump.sql.gz',
  ])
    it(`keeps back ${path}`, () => assert.equal(isPublicSource(path), false));
});
