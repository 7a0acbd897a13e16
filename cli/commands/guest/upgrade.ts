import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { send } from '#kit/http/client.ts';
import { endedRestore, takenBackup } from '../../backup-words.ts';
import type { Call, CliCommand } from '../../command.ts';
import { deployFolder } from '../../deploy-folder.ts';
import { guestFile, versionsOf, type GuestSource } from '../../guest-source.ts';
import { UsageFault } from '../../parse.ts';
import { templateNamed, writeProject } from '../../templates.ts';

export const upgradeGuest: CliCommand = {
  name: 'guest:upgrade',
  summary: 'run another version of a guest such as Tabbycat: after a backup, and back with its data when something fails',
  args: '[folder]',
  needsApp: true,
  options: [
    { flags: '--to <ref>', text: 'a tag, branch or commit; without it the versions are listed' },
    { flags: '--source <place>', text: 'another place than that of the project: a folder or a URL' },
    { flags: '--confirm <app>', text: "the app's name again: visitors see the maintenance page meanwhile" },
  ],
  example: 'rostra guest:upgrade tab --to v2.10.1 --app tab --confirm tab',
  run: async (call) => {
    const app = await call.app();
    const folder = resolve(call.args[0] ?? app);
    const present = await guestOf(folder);
    const wanted = { source: call.option('source') ?? present.source, ref: call.option('to') };
    if (wanted.ref === null && call.option('source') === null) return listed(present, await versionsOf(present));
    if (call.option('confirm') !== app)
      throw new UsageFault(
        `Visitors of ${app} see the maintenance page until this is over.`,
        `Say it twice: --app ${app} --confirm ${app}`,
      );
    await refuseInEvent(call, app);
    const next = await mkdtemp(join(dirname(folder), `${app}-next-`));
    try {
      await writeProject(templateNamed('tabbycat'), next, wanted);
      const release = await upgraded(call, app, next);
      await keep(folder, next);
      const lines = [`${app} runs ${wanted.ref ?? wanted.source} as v${release}. The project before is in ${folder}.before.`];
      return { json: { app, release, ...wanted }, lines };
    } finally {
      await rm(next, { recursive: true, force: true });
    }
  },
};

async function guestOf(folder: string): Promise<GuestSource> {
  const file = join(folder, guestFile);
  if (existsSync(file)) return JSON.parse(await readFile(file, 'utf8'));
  throw new UsageFault(`${folder} is no project of a guest.`, 'Name the folder that `rostra create --template tabbycat` has written.');
}

function listed({ source, ref }: GuestSource, versions: readonly string[]): { json: unknown; lines: string[] } {
  const shown = versions.slice(0, 20);
  const lines =
    shown.length === 0
      ? [`${source} has no versions to choose from; say --source or --to.`]
      : [`Versions of ${source}, newest first:`, ...shown];
  return { json: { source, ref, versions: shown }, lines: [...lines, `Here is ${ref ?? 'what it gave by itself'}.`] };
}

/** DEP-08: nobody changes the machine under an event. */
async function refuseInEvent(call: Call, app: string): Promise<void> {
  const now = new Date().toISOString();
  const events = await call.platform.plannedEvents(app);
  const event = events.find(({ live }) => live.some(({ from, to }) => from <= now && now <= to));
  if (event === undefined) return;
  throw new RostraError({
    code: 'CLI_GUEST_IN_EVENT',
    status: 409,
    message: `${event.name} is on, and an upgrade in the middle of it is no good idea.`,
    hint: 'Upgrade when it is over.',
  });
}

interface Kept {
  readonly database: string;
  readonly backup: number;
}

/** Nobody writes meanwhile, so what is put back when it fails is all there was. Answers the release. */
async function upgraded(call: Call, app: string, folder: string): Promise<number> {
  const { platform } = call;
  const { release: before } = await platform.app(app);
  const sites = [app, ...(await platform.mirrors()).flatMap((mirror) => (mirror.primary === app ? [mirror.app] : []))];
  const close = (on: boolean) => Promise.all(sites.map((site) => platform.setMaintenance(site, on)));
  await close(true);
  const kept: Kept[] = [];
  try {
    kept.push(...(await backedUp(call, app)));
    const build = await deployFolder(call, app, folder);
    await close(false);
    await answers(call, app);
    return build.release ?? 0;
  } catch (error) {
    await close(true);
    await goneBack(call, app, { before, kept });
    throw error;
  } finally {
    await close(false);
  }
}

async function backedUp({ platform, output }: Call, app: string): Promise<readonly Kept[]> {
  const databases = (await platform.addons(app)).filter((addon) => addon.app === app && addon.service === 'postgres');
  const kept: Kept[] = [];
  for (const { name } of databases) {
    output.progress(`Backing up ${name} …`);
    const { id } = await platform.captureBackup(app, { database: name });
    kept.push({ database: name, backup: (await takenBackup(platform, app, id)).id });
  }
  return kept;
}

const answersWithinMs = 60_000;
const lookEveryMs = 1_000;

/** The door was opened a moment ago, and the first page of a new version takes its time: a fault counts when it stays. */
async function answers(call: Call, app: string): Promise<void> {
  const { url } = await call.platform.app(app);
  const until = performance.now() + answersWithinMs;
  for (;;) {
    const answer = await send({ url, headers: { 'x-forwarded-proto': 'https' } }).catch(() => null);
    if (answer !== null && answer.status < 500) return;
    if (performance.now() > until) throw brokenGuest(app, answer?.status ?? null);
    await delay(lookEveryMs);
  }
}

const brokenGuest = (app: string, status: number | null): RostraError =>
  new RostraError({
    code: 'CLI_GUEST_BROKEN',
    status: 502,
    message: `The new version ${status === null ? 'does not answer' : `answers with ${status}`}.`,
    hint: `See rostra logs --app ${app}`,
  });

/** Build and data together, as they were. */
async function goneBack(
  call: Call,
  app: string,
  { before, kept }: { readonly before: number | null; readonly kept: readonly Kept[] },
): Promise<void> {
  const { platform, output } = call;
  const { release } = await platform.app(app);
  if (before !== null && release !== before) await platform.rollback(app, { version: before, withConfig: false });
  for (const { database, backup } of kept) {
    output.progress(`Putting b${backup} back into ${database} …`);
    await endedRestore(platform, app, await begunRestore(call, app, { database, backup }));
  }
  output.progress(`${app} runs v${before ?? 0} again, with the data of before.`);
}

const releaseWithinMs = 180_000;

/** A mirror may have a release on its way still; then it waits for that. */
async function begunRestore({ platform }: Call, app: string, { database, backup }: Kept): Promise<number> {
  const until = performance.now() + releaseWithinMs;
  for (;;) {
    try {
      return (await platform.restoreBackup(app, { backup, from: null, database, confirm: app })).id;
    } catch (error) {
      const isWaiting = error instanceof RostraError && error.code === 'RESTORE_DURING_RELEASE' && performance.now() < until;
      if (!isWaiting) throw error;
    }
    await delay(lookEveryMs);
  }
}

async function keep(folder: string, next: string): Promise<void> {
  await rm(`${folder}.before`, { recursive: true, force: true });
  await rename(folder, `${folder}.before`);
  await rename(next, folder);
}
