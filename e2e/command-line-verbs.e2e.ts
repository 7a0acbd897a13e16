import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startInstallation, type Installation } from './installation.ts';

const echo = join(import.meta.dirname, 'apps', 'echo');

/** Each step is a line as somebody types it and what comes of it; the steps of a topic follow one another. */
interface Step {
  readonly line: string;
  readonly says: RegExp;
  /** 0 unless said. */
  readonly status?: number;
}

describe('the command line, topic by topic', () => {
  let house: Installation;
  before(async () => {
    house = await startInstallation();
    for (const app of ['tab', 'admin']) {
      await house.rostra('create', app);
      await house.rostra('deploy', echo, '--app', app);
    }
    await house.rostra('addons:create', 'heroku-postgresql:hobby-dev', '-a', 'tab');
    await house.rostra('addons:create', 'heroku-redis:mini', '-a', 'tab');
    await house.rostra('addons:create', 'sendgrid', '-a', 'tab');
  });
  after(() => house.remove());

  const topics: Readonly<Record<string, readonly Step[]>> = {
    'an add-on that two apps use': [
      { line: 'addons:attach postgres -a admin', status: 3, says: /no add-on postgres[^]*those of all apps with `rostra addons`/ },
      { line: 'addons:attach $POSTGRES --as TAB -a admin', says: /admin uses postgres-\w+ of tab/ },
      { line: 'addons -a admin', says: /postgres-\w+ +tab +hobby-dev +available +TAB_URL +20/ },
      { line: 'addons:info TAB -a admin', says: /App: +tab[^]*Attached to: +admin as TAB_URL[^]*of 20/ },
      { line: 'apps:info -a admin', says: /postgres:hobby-dev \(TAB_URL\)/ },
      { line: 'addons:destroy DATABASE -a tab --confirm tab', status: 6, says: /used by admin too/ },
      { line: 'addons:detach DATABASE -a tab', status: 6, says: /addons:destroy/ },
      { line: 'addons:detach TAB -a admin', says: /admin uses TAB no more/ },
      { line: 'addons -a admin', says: /No add-on/ },
    ],
    'a larger plan and a smaller one': [
      { line: 'addons:upgrade DATABASE postgres:standard-0 -a tab', says: /hobby-dev → standard-0, 120 connections/ },
      { line: 'addons:upgrade heroku-postgresql:standard-0 -a tab', says: /is on standard-0 already/ },
      { line: 'addons:downgrade $POSTGRES:hobby-dev -a tab', says: /standard-0 → hobby-dev, 20 connections/ },
      { line: 'addons:upgrade nothing -a tab', status: 3, says: /no add-on "nothing"[^]*DATABASE_URL/ },
      { line: 'addons:plans huge', status: 2, says: /no add-on service "huge"[^]*postgres/ },
    ],
    'a database at work': [
      { line: 'pg -a tab', says: /=== postgres-[^]*Connections: +\d+ of 20/ },
      { line: 'pg:ps -a tab', says: /Nothing is at work/ },
      { line: 'pg:kill 99999 -a tab', status: 1, says: /has no connection 99999/ },
      { line: 'pg:killall -a tab', says: /connections of postgres-\w+ ended/ },
      { line: 'pg:credentials:rotate -a tab', says: /postgres-\w+ has a new password/ },
      { line: 'redis:credentials -a tab', says: /redis-\w+ has a new password/ },
      { line: 'pg:reset -a tab', status: 2, says: /all data[^]*--confirm tab/ },
      { line: 'pg:reset -a tab --confirm tab', says: /is empty/ },
      { line: 'pg -a admin', says: /admin has none: rostra addons:create postgres/ },
    ],
    mail: [
      { line: 'mail -a tab', says: /sent nothing yet/ },
      { line: 'mail:show 7 -a tab', status: 3, says: /no message 7/ },
      { line: 'mail:relay smtp://relay.example.org:587 -a tab', says: /goes to smtp:\/\/relay.example.org:587/ },
      { line: 'mail:relay off -a tab', says: /kept here, sent to nobody/ },
      { line: 'mail:clear -a tab', says: /are gone/ },
      { line: 'mail -a admin', status: 3, says: /no mail add-on[^]*addons:create mail/ },
    ],
    jobs: [
      { line: 'schedule -a tab', says: /no job/ },
      {
        line: 'schedule:add "0 4 * * *" --tz Europe/Dublin -a tab -- echo at work',
        says: /^Job 1 of tab runs next at \d{4}\/\d\d\/\d\d 0[34]:00:00 \+0000/,
      },
      { line: 'schedule:add sometimes -a tab -- echo', status: 1, says: /no schedule that ever comes/ },
      { line: 'schedule:run 1 -a tab', says: /Runs as scheduler\.1/ },
      { line: 'schedule:history 1 -a tab', says: /\d{4}\/\d\d\/\d\d .*scheduler\.1/ },
      { line: 'schedule:remove 1 -a tab', says: /Job 1 is gone/ },
    ],
    'log drains': [
      { line: 'drains:add https://logs.example.org/in -a tab', says: /as drain 1, token d\./ },
      { line: 'drains:remove 7 -a tab', status: 3, says: /no log drain "7"[^]*1 \(https:/ },
      { line: 'drains:remove https://logs.example.org/in -a tab', says: /Drain 1 is gone/ },
      { line: 'labs:enable log-runtime-metrics -a tab', says: /is on for tab/ },
      { line: 'labs:disable log-runtime-metrics -a tab', says: /is off for tab/ },
    ],
    'who may work here': [
      { line: 'users', says: /Nobody yet/ },
      { line: 'users:add ada --role viewer --apps tab', says: /^\S{20}$/m },
      { line: 'users:add ada', status: 1, says: /user ada already/ },
      { line: 'users:add ben --role king', status: 2, says: /no role "king"[^]*viewer, operator, admin, owner/ },
      { line: 'access -a tab', says: /ada +viewer/ },
      { line: 'access:add ada -a admin', says: /ada works on tab, admin/ },
      { line: 'access:remove ada -a tab', says: /ada works on admin/ },
      { line: 'users:role ada operator --apps all', says: /ada is operator of all apps/ },
      { line: 'access -a tab', says: /ada +operator +as on all apps/ },
      { line: 'users:remove ada', says: /ada may sign in no more/ },
      { line: 'access:add ada -a tab', status: 3, says: /no user "ada"/ },
      { line: 'tokens:create laptop --role viewer --days 30', says: /^rst_\w+$/m },
      { line: 'tokens', says: /laptop +viewer .*never +\d{4}/ },
      { line: 'tokens:create x --days soon', status: 2, says: /--days is "soon"/ },
    ],
    'what was done': [
      { line: 'config:set SECRET=hidden -a admin', says: /SECRET/ },
      { line: 'config:get SECRET -a admin', says: /^hidden$/m },
      { line: 'audit -a admin -n 2', says: /setConfig +\{"set":\{"SECRET":"sha256:[^]*config +"SECRET"/ },
      { line: 'audit:verify', says: /as it was written/ },
    ],
    help: [
      { line: 'help', says: /^First steps:$[^]*^Dynos:$\n {2}ps [^]*^People:$/m },
      { line: 'help all', says: /^Dynos:$[^]*^ {2}ps:scale \[change\.\.\.\] [^]*^People:$/m },
      { line: 'help scal', status: 2, says: /Unknown command 'scal'[^]*Did you mean/ },
      { line: 'help ps:scale', says: /Example:[^]*Of the same topic:\n {2}ps /m },
      { line: 'heroku access -a tab', says: /Nobody but the holder of the admin password/ },
    ],
  };

  for (const [topic, steps] of Object.entries(topics)) {
    it(topic, async () => {
      const [postgres] = JSON.parse(await house.rostra('addons', '-a', 'tab', '--json'));
      for (const { line, says, status = 0 } of steps) {
        const words = line.replace('$POSTGRES', postgres.name).match(/"[^"]*"|\S+/g) ?? [];
        const said = await house.tryRostra(...words.map((word) => word.replaceAll('"', '')));
        assert.equal(said.status, status, `${line}: ${said.stderr}${said.stdout}`);
        assert.match(`${said.stdout}${said.stderr}`, says, line);
      }
    });
  }
});
