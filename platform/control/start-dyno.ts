import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { DynoSpec } from '../drivers/driver.ts';
import { dynoEnvironment } from '../rules/dyno-environment.ts';
import { dynoId } from '../rules/dyno-id.ts';
import { webType } from '../rules/formation.ts';
import { routedTypes } from '../rules/route-rules.ts';
import type { DynoSlot } from '../rules/formation.ts';
import { venvFolder } from '../rules/python-build.ts';
import type { AppRecord } from '../store/apps.ts';
import type { ReleaseRecord } from '../store/releases.ts';
import type { Control } from './control.ts';
import { dynoUser } from './dyno-user.ts';
import { purgeVars } from './purge-token.ts';
import { sizesOf } from './resources.ts';

const graceMs = 30_000;

export interface DynoStart {
  readonly app: AppRecord;
  readonly release: ReleaseRecord;
  readonly slot: DynoSlot;
  readonly id: string;
  readonly kind: 'formation' | 'release' | 'run';
  /** In place of the process type's. */
  readonly command?: string;
  /** Over the config vars, for this dyno alone. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a dyno and puts it on the board. */
export async function startDyno(control: Control, start: DynoStart): Promise<void> {
  const spec = await dynoSpec(control, start);
  const name = `${spec.type}.${spec.number}`;
  control.logBook.tell(spec.app, name, [`Starting process with command \`${spec.command}\``]);
  control.board.note(await control.driver.start(spec));
}

export function newId({ clock }: Pick<Control, 'clock'>): string {
  return dynoId(clock.nowMs(), randomBytes(16));
}

/** Born after the app and after every restart that was asked for, also when the clock was put back: else it would be replaced for ever. */
export function newDynoId({ clock, store }: Control, app: AppRecord): string {
  const marks = store.formations.restarts(app.id).map((mark) => mark.beforeMs);
  return dynoId(Math.max(clock.nowMs(), app.createdAtMs, ...marks), randomBytes(16));
}

async function dynoSpec(control: Control, { app, release, slot, id, kind, command, env }: DynoStart): Promise<DynoSpec> {
  const { memoryMb: memoryQuotaMb } = sizesOf(control.store, app)(slot.type);
  const slug = join(control.paths.slugs, release.slugId ?? '');
  return {
    id,
    kind,
    app: app.name,
    type: slot.type,
    number: slot.number,
    release: release.version,
    command: command ?? release.processes[slot.type] ?? '',
    directory: slug,
    copyDirectory: true,
    env: dynoEnvironment({
      app: app.name,
      release: release.version,
      slug: release.slugId?.slice(0, 8) ?? '',
      config: { ...release.config, ...env },
      purge: purgeVars(control, app),
      memoryQuotaMb,
      programFolders: [join(slug, 'node_modules', '.bin'), join(slug, venvFolder, 'bin'), control.installation.nodeFolder],
    }),
    needsPort: kind === 'formation' && [webType, ...routedTypes(release.manifest.routes)].includes(slot.type),
    port: null,
    user: await dynoUser(control, app, slug),
    bootLimitMs: control.config.dynoBootLimitMs,
    graceMs,
    stopSignal: 'SIGTERM',
    stopLeaderOnly: false,
    restart: kind === 'formation',
    memoryQuotaMb,
  };
}
