import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Control } from '../control/control.ts';
import type { UpgradeRequest } from '../control/guest-verbs.ts';
import { isEventLive } from '../costs/planned.ts';
import type { AppRecord } from '../store/apps.ts';
import { beginUpgrade } from './begin.ts';
import { notFromHere, upgradeInEvent } from './errors.ts';
import { fetchGuest, guestFile, isPublicSource } from './guest-source.ts';
import type { GuestSource } from './guest-source.ts';

/** Laid over the guest's own files. */
const template = join(import.meta.dirname, '../addons/guests/tabbycat');

/** What the app that serves was made of, as its project says; null: it says nothing. */
export async function guestOf({ store, paths }: Control, app: AppRecord): Promise<GuestSource | null> {
  const slug = app.serving === null ? null : (store.releases.find(app.id, app.serving)?.slugId ?? null);
  const text = slug === null ? null : await readFile(join(paths.slugs, slug, guestFile), 'utf8').catch(() => null);
  return text === null ? null : guestIn(text);
}

/** The file is the app's own, and may say anything. */
function guestIn(text: string): GuestSource | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('source' in value) || typeof value.source !== 'string') return null;
    const ref = 'ref' in value && typeof value.ref === 'string' ? value.ref : null;
    return { source: value.source, ref, ...('template' in value && value.template === null ? { template: null } : {}) };
  } catch {
    return null;
  }
}

/** One that the platform can fetch itself. */
export async function publicGuestOf(control: Control, app: AppRecord): Promise<GuestSource> {
  const guest = await guestOf(control, app);
  if (guest === null) throw notFromHere(app.name, `Where its project is: rostra guest:upgrade --to REF --app ${app.name}`);
  if (!isPublicSource(guest.source))
    throw notFromHere(app.name, `Its source is ${guest.source}. Where that is: rostra guest:upgrade --source … --app ${app.name}`);
  return guest;
}

/** Fetches the guest's source at a version and begins the upgrade with it. Answers its id. */
export async function upgradeGuest(control: Control, app: AppRecord, wish: UpgradeRequest & { readonly actor: string }): Promise<number> {
  if (isEventLive(control, app.id)) throw upgradeInEvent(app.name);
  const guest = { ...(await publicGuestOf(control, app)), ref: wish.ref };
  const folder = await mkdtemp(join(tmpdir(), 'rostra-guest-'));
  try {
    await fetchGuest(folder, guest);
    await writeFile(join(folder, guestFile), `${JSON.stringify(guest, null, 2)}\n`);
    if (guest.template === undefined) await cp(template, folder, { recursive: true });
    return await beginUpgrade(control, app, { ...wish, source: { kind: 'folder', path: folder } });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
