// A25, a debate's tab site: made of its template, pages on three dynos, live updates on two, its worker, a mirror; another version under visitors, and one
// that fails; the power fails and all is back. The site is a stand-in with the files and traps of the real one. Needs the Python registry, or its cache.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { crowding } from './crowding.ts';
import { askOf, dynosOf, dynosUp } from './echo-app.ts';
import { ask, SteadyLoad, until, type Sample } from './load.ts';
import { untilTold } from './visitor.ts';
import { expect, type Story } from './story.ts';

type House = Parameters<Story['tell']>[0];

const app = 'tab';
const guest = join(import.meta.dirname, 'apps', 'guest-tabbycat');
const release = '/cup/admin/draw/round/1/release/';

export const story: Story = {
  async tell(house) {
    const folder = await mkdtemp(join(tmpdir(), 'rostra-tabbycat-'));
    await rm(folder, { recursive: true });
    const startedAt = performance.now();
    const made = JSON.parse(await house.rostra('create', app, '--template', 'tabbycat', '--source', guest, '--folder', folder, '--json'));
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    await house.rostra('ps:scale', 'web=3', 'live=2', '--app', app);
    await until('six dynos', 120_000, async () => (await dynosUp(house, app)).length === 6);
    const first = await ask(askOf(house, app, '/'));
    expect(first.status === 302 && !first.body.includes('superuser'), 'A visitor may become superuser.');
    const sessionid = await signIn(house, made.config['DJANGO_SUPERUSER_PASSWORD']);
    const figures = [
      await published(house, sessionid),
      await mirrored(house, sessionid),
      await upgraded(house, folder),
      await failedUpgrade(house, folder),
      await rebooted(house),
    ];
    await bound(house);
    await rm(folder, { recursive: true });
    return [`made in ${seconds} s, web=3 live=2 worker=1`, ...figures, 'no dyno port answers from outside'].join('; ');
  },
};

async function signIn(house: House, password: string): Promise<string> {
  const body = new URLSearchParams({ username: 'admin', password }).toString();
  const url = `http://127.0.0.1:${house.port}/accounts/login/`;
  const cookie = await cookieOf(url, { host: `${app}.localhost:${house.port}`, body });
  expect(cookie !== null, 'The superuser cannot sign in.');
  return cookie;
}

/** `sessionid=…` of the answer to a form. */
async function cookieOf(url: string, { host, body }: { host: string; body: string }): Promise<string | null> {
  const { request } = await import('undici');
  const headers = { host, 'content-type': 'application/x-www-form-urlencoded' };
  const { headers: answered, body: rest } = await request(url, { method: 'POST', headers, body });
  await rest.dump();
  return /sessionid=\w+/.exec(String(answered['set-cookie']))?.[0] ?? null;
}

const draw = (house: House, headers: Readonly<Record<string, string>> = {}): Promise<Sample> =>
  ask({ ...askOf(house, app, '/cup/draw/'), headers });

/** Kept by the router for everybody, never the director's; gone as soon as the button was pressed; told to the phones. */
async function published(house: House, cookie: string): Promise<string> {
  expect((await draw(house, { cookie })).body.endsWith('seen by admin'), 'The director is not signed in.');
  const before = await draw(house);
  expect(before.body === 'The draw is not yet there, seen by nobody', `A visitor sees: ${before.body.slice(0, 100)}`);
  const phone = untilTold(`${house.appUrl(app)}/ws/cup/checkins/`, 60_000);
  const pressed = await press(house, app, cookie);
  const after = await draw(house);
  expect(after.body === 'The draw is released, seen by nobody', `After the press a visitor sees: ${after.body.slice(0, 100)}`);
  let heard = false;
  void phone.then((cuts) => (heard = cuts !== null));
  await until('a phone hears of a release', 60_000, async () => {
    for (const at of [app, app]) await press(house, at, cookie); // taken back, and released again
    return heard;
  });
  const { requests } = JSON.parse(await house.rostra('cache:stats', '--app', app, '--json'));
  expect(requests.hit + requests.miss > 0, 'The router keeps no page.');
  return `a released draw is public with the answer to the press (${pressed} ms) and told by WebSocket`;
}

async function press(house: House, at: string, cookie: string): Promise<number> {
  const { sentAt, endedAt, status } = await ask({ ...askOf(house, at, release), method: 'POST', headers: { cookie } });
  expect(status === 302, `The release answers ${status}.`);
  return Math.round(endedAt - sentAt);
}

/** The same login, and its presses change the public's pages. */
async function mirrored(house: House, cookie: string): Promise<string> {
  const { check } = JSON.parse(await house.rostra('mirror:create', app, '--name', 'tab-admin', '--json'));
  expect(check.rows > 0, `The mirror sees ${check.rows} rows.`);
  const { body } = await draw(house);
  await press(house, 'tab-admin', cookie);
  const after = await draw(house);
  expect(after.body !== body && after.body.endsWith('seen by nobody'), 'A release on the mirror does not reach the public.');
  return `its mirror sees the same ${check.rows} rows, and what it releases is public at once`;
}

/** Visitors come all the time: who comes while the data move waits, and sees the next version. */
async function upgraded(house: House, folder: string): Promise<string> {
  const next = await nextVersion({ migrations: { '0002_venue': venueMigration }, page: 'The draw of the day is' });
  const load = new SteadyLoad(2, () => askOf(house, app, '/cup/draw/'));
  const startedAt = performance.now();
  const upgrade = ['guest:upgrade', folder, '--source', next, '--rehearse', '--app', app, '--confirm', app, '--json'];
  const { state, backups } = JSON.parse(await house.rostra(...upgrade));
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  const samples = await load.stop();
  await rm(next, { recursive: true });
  expect(state === 'done' && backups.length === 1, `The upgrade is ${state}, with ${backups.length} backups.`);
  const times = crowding();
  const isRight = ({ status, body }: Sample): boolean => status === 200 && /^The draw (of the day )?is .*, seen by nobody$/.test(body);
  const waitedLong = ({ status }: Sample): boolean => times > 2 && status === 503; // a minute, where the machine is busy with other things
  const wrong = samples.find((sample) => !isRight(sample) && !waitedLong(sample));
  expect(wrong === undefined, `A visitor got ${wrong?.status}: ${wrong?.body.slice(0, 200)}`);
  const { body } = await draw(house);
  expect(body.startsWith('The draw of the day is'), `After the upgrade a visitor sees: ${body.slice(0, 100)}`);
  const slowest = Math.round(Math.max(...samples.map(({ sentAt, endedAt }) => endedAt - sentAt)) / 1000);
  return `another version after ${seconds} s, tried on a copy, ${samples.filter(isRight).length} of ${samples.length} visitors answered meanwhile, the longest wait ${slowest} s (machine ${times.toFixed(1)} times as slow as alone)`;
}

/** A version whose migration fails leaves build and data as they were. */
async function failedUpgrade(house: House, folder: string): Promise<string> {
  const before = (await draw(house)).body;
  const next = await nextVersion({
    migrations: { '0002_venue': venueMigration, '0003_wrong': wrongMigration },
    page: 'The draw will never be',
  });
  const refusal = await house.refusal('guest:upgrade', folder, '--source', next, '--app', app, '--confirm', app);
  await rm(next, { recursive: true });
  expect(refusal.includes('with the data of before'), `A failed upgrade: ${refusal.slice(-300)}`);
  const after = (await draw(house)).body;
  expect(after === before, `After an upgrade that failed a visitor sees: ${after.slice(0, 100)}`);
  return 'one that fails leaves build and data as they were';
}

interface NextVersion {
  /** By their names; those of before belong to it too. */
  readonly migrations: Readonly<Record<string, string>>;
  readonly page: string;
}

async function nextVersion({ migrations, page }: NextVersion): Promise<string> {
  const next = await mkdtemp(join(tmpdir(), 'rostra-tabbycat-next-'));
  await cp(guest, next, { recursive: true });
  const tab = join(next, 'tabbycat', 'tab');
  for (const [name, text] of Object.entries(migrations)) await writeFile(join(tab, 'migrations', `${name}.py`), text);
  const views = await readFile(join(tab, 'views.py'), 'utf8');
  await writeFile(join(tab, 'views.py'), views.replace('The draw is', page));
  return next;
}

const venueMigration = `from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tab", "0001_rounds")]
    operations = [migrations.AddField("round", "venue", models.TextField(default=""))]
`;
/** Half of it is done when it fails. */
const wrongMigration = `from django.db import migrations


def wrong(apps, _):
    raise RuntimeError("of this version")


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("tab", "0002_venue")]
    operations = [migrations.RunSQL("update tab_round set released = not released"), migrations.RunPython(wrong)]
`;

/** The machine loses its power; everything comes back by itself, with the data. */
async function rebooted(house: House): Promise<string> {
  const before = await dynosUp(house, app);
  const times = crowding();
  const limitMs = 60_000 * times;
  const startedAt = performance.now();
  await house.reboot();
  await until('all dynos back', limitMs, async () => {
    const now = await dynosUp(house, app).catch(() => []);
    return now.length === before.length && now.every(({ pid }) => !before.some((old) => old.pid === pid));
  });
  await until('the draw is back', limitMs, async () => (await draw(house)).status === 200);
  const seconds = (performance.now() - startedAt) / 1000;
  expect(seconds < limitMs / 1000, `Back after ${seconds.toFixed(0)} s.`);
  return `after a power failure all ${before.length} dynos were back in ${seconds.toFixed(0)} s (machine ${times.toFixed(1)} times as slow as alone)`;
}

/** Every dyno listens on this machine alone. */
async function bound(house: House): Promise<void> {
  const outside = Object.values(networkInterfaces())
    .flat()
    .find((address) => address !== undefined && !address.internal && address.family === 'IPv4');
  if (outside === undefined) return;
  for (const { name, port } of await dynosOf(house, app)) {
    if (port === null) continue;
    expect(!(await answers(outside.address, port)), `${name} answers at ${outside.address}:${port}.`);
  }
}

function answers(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port, timeout: 2000 });
  return new Promise((resolve) => {
    const end = (does: boolean) => (): void => {
      resolve(does);
      socket.destroy();
    };
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false));
  });
}
