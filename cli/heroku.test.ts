import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { commands } from './commands.ts';
import { fromHeroku } from './heroku.ts';

const known = new Set(commands.flatMap(({ name, aliases = [] }) => [name, ...aliases]));
const words = (line: string): string[] => line.split(' ');

describe('a command line for Heroku', () => {
  const cases = [
    { line: 'config --app tab', means: 'config --app tab' },
    { line: 'redis:cli -a tab --confirm tab', means: 'redis:cli -a tab --confirm tab' },
    { line: 'config:set PUBLIC_FAST_CACHE_TIMEOUT=180 --app tab', means: 'config:set PUBLIC_FAST_CACHE_TIMEOUT=180 --app tab' },
    { line: 'ps:scale web=2 worker=1 --app=tab', means: 'ps:scale web=2 worker=1 --app tab' },
    { line: 'ps:scale web=2:standard-1x -a tab', means: 'ps:scale web=2:standard-1x -a tab' },
    { line: 'dyno:scale web=1 -a tab', means: 'ps:scale web=1 -a tab' },
    { line: 'ps:restart --dyno-name web.1 -a tab', means: 'ps:restart web.1 -a tab' },
    { line: 'addons:create heroku-postgresql:mini -a tab', means: 'addons:create heroku-postgresql:hobby-dev -a tab' },
    { line: 'addons:add rediscloud:30 -a tab', means: 'addons:create rediscloud:30 -a tab' },
    { line: 'create tab --no-remote', means: 'create tab' },
    { line: 'apps:create tab --region eu --stack=heroku-24', means: 'apps:create tab' },
    { line: 'apps:destroy tab --confirm tab', means: 'apps:destroy --app tab --confirm tab' },
    { line: 'logs --tail --ps web.1 --source heroku -a tab', means: 'logs --tail --dyno web.1 --source rostra -a tab' },
    { line: 'config -j -a tab', means: 'config --json -a tab' },
    { line: 'run python manage.py migrate --noinput --app tab', means: 'run python manage.py migrate --noinput --app tab' },
    { line: 'run --no-tty -a tab --size=standard-1x ls -j', means: 'run -a tab ls -j' },
    { line: 'ps:scale web=2:performance-m -a tab', means: 'ps:scale web=2:performance-m -a tab' },
    { line: 'ps:kill run.1 -a tab', means: 'ps:stop run.1 -a tab' },
    { line: '--version', means: '--version' },
    { line: 'help ps', means: 'help ps' },
  ];
  for (const c of cases) it(c.line, () => assert.equal(fromHeroku(words(c.line), known).args.join(' '), c.means));

  it('says what was left out of it', () => {
    assert.deepEqual(fromHeroku(words('create tab --region eu'), known).notes, ['--region changes nothing here.']);
  });
});

describe('what Rostra has not', () => {
  const cases = [
    { line: 'login', says: /--token/ },
    { line: 'pg:upgrade', says: /pg_dump/ },
    { line: 'spaces:transfer', says: /rostra help/ },
  ];
  for (const c of cases) {
    it(`${c.line}: one sentence says what there is instead`, () =>
      assert.throws(
        () => fromHeroku(words(c.line), known),
        (error) => error instanceof RostraError && c.says.test(error.hint ?? ''),
      ));
  }

  it('an app by its git remote', () =>
    assert.throws(() => fromHeroku(words('ps --remote staging'), known), { code: 'CLI_USAGE', hint: /--app NAME/ }));
});
