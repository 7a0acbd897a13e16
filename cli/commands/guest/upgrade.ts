import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { folderAsTar, guestFile, versionsOf } from '../../../platform/client.ts';
import type { BuildSource, GuestSource, Upgrade } from '../../../platform/client.ts';
import type { Call, CliCommand } from '../../command.ts';
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
    { flags: '--rehearse', text: 'try it on a copy with a backup of the data first' },
    { flags: '--confirm <app>', text: "the app's name again: visitors wait meanwhile" },
  ],
  example: 'rostra guest:upgrade tab --to v2.10.1 --app tab --confirm tab',
  run: async (call) => {
    const app = await call.app();
    const folder = resolve(call.args[0] ?? app);
    const present = await guestOf(folder);
    const wanted = { source: call.option('source') ?? present.source, ref: call.option('to') };
    if (wanted.ref === null && call.option('source') === null) return listed(present, await versionsOf(present));
    if (call.option('confirm') !== app)
      throw new UsageFault(`Visitors of ${app} wait while its data are saved and moved.`, `Say it twice: --app ${app} --confirm ${app}`);
    const next = await mkdtemp(join(dirname(folder), `${app}-next-`));
    try {
      await writeProject(templateNamed('tabbycat'), next, wanted);
      const upgrade = await upgraded(call, app, { folder: next, ref: wanted.ref });
      await keep(folder, next);
      const { release } = await call.platform.app(app);
      const lines = [`${app} runs ${wanted.ref ?? wanted.source} as v${release}. The project before is in ${folder}.before.`];
      return { json: { ...upgrade, release, source: wanted.source }, lines };
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

/** Begins it, and says how it goes: the build's lines, then what it waits for. Control goes on with it when this process ends. */
async function upgraded(call: Call, app: string, wish: { readonly folder: string; readonly ref: string | null }): Promise<Upgrade> {
  const { platform, output, signal } = call;
  const { folder, ref } = wish;
  const source: BuildSource = call.isLocal ? { kind: 'folder', path: folder } : { kind: 'tar', stream: folderAsTar(folder) };
  const { id, build } = await platform.startUpgrade(app, source, { ref, rehearses: call.flag('rehearse') });
  await platform.followBuild(app, build, { onItem: (line) => output.progress(line), signal });
  const upgrade = await ended(call, app, id);
  if (upgrade.state === 'done') return upgrade;
  throw new RostraError({
    code: 'CLI_NOT_UPGRADED',
    status: 422,
    message: upgrade.failure ?? 'The upgrade failed.',
    hint: upgrade.isUndone
      ? `${app} runs v${upgrade.before} as before, with the data of before.`
      : `Look after ${app}: rostra releases --app ${app}, rostra pg:backups --app ${app}`,
  });
}

const words: Readonly<Partial<Record<Upgrade['state'], string>>> = {
  checking: 'Looking at its first page and its rows …',
  undoing: 'It fails. Putting build and data back …',
};
const lookEveryMs = 300;

async function ended({ platform, output, signal }: Call, app: string, id: number): Promise<Upgrade> {
  let said: Upgrade['state'] | null = null;
  for (;;) {
    const upgrade = await platform.upgrade(app, id);
    if (upgrade.seconds !== null) return upgrade;
    const word = words[upgrade.state];
    if (word !== undefined && upgrade.state !== said) output.progress(word);
    said = upgrade.state;
    await delay(lookEveryMs, undefined, { signal });
  }
}

async function keep(folder: string, next: string): Promise<void> {
  await rm(`${folder}.before`, { recursive: true, force: true });
  await rename(folder, `${folder}.before`);
  await rename(next, folder);
}
