import { createMirror } from '../mirrors/create.ts';
import { noSuchMirror } from '../mirrors/errors.ts';
import { promoteMirror } from '../mirrors/promote.ts';
import { resync } from '../mirrors/resync.ts';
import { mirrorState } from '../mirrors/state.ts';
import type { Mirror } from '../rules/mirror.ts';
import type { MirrorRecord } from '../store/mirrors.ts';
import { appNamed } from './app-operations.ts';
import { changeApp } from './change-app.ts';
import type { Control } from './control.ts';
import type { MadeMirror, MirrorVerbs, NewMirror } from './mirror-verbs.ts';

/** Apps that run beside others on the same data. */
export function mirrorOperations(control: Control, actor: string): MirrorVerbs {
  return {
    mirrors: async () => control.store.mirrors.list().map((record) => mirrorState(control, record)),
    createMirror: async (primary, wish) => create(control, primary, { ...wish, actor }),
    setMirrorFollow: async (name, follows) => {
      const { appId, primaryName } = mirrorOf(control, name);
      const text = follows ? `Follows the releases of ${primaryName}` : `Keeps its build, whatever ${primaryName} gets`;
      changeApp(control, { app: appNamed(control, name), actor, text }, () => control.store.mirrors.setFollows(appId, follows));
      return shown(control, name);
    },
    resyncMirror: async (name) => resyncAndWait(control, name, actor),
    promoteMirror: async (name) => promote(control, name, actor),
  };
}

function mirrorOf(control: Control, name: string): MirrorRecord {
  const record = control.store.mirrors.find(appNamed(control, name).id);
  if (record === null) throw noSuchMirror(name);
  return record;
}

const shown = (control: Control, name: string): Mirror => mirrorState(control, mirrorOf(control, name));

async function create(control: Control, primary: string, wish: NewMirror & { readonly actor: string }): Promise<MadeMirror> {
  const check = await createMirror(control, appNamed(control, primary), wish);
  return { mirror: shown(control, wish.name), check };
}

/** Answers when what was changed serves, or has failed. */
async function resyncAndWait(control: Control, name: string, actor: string): Promise<Mirror> {
  control.store.transaction(() => resync(control, mirrorOf(control, name), actor));
  control.wake();
  await control.changes.until(() => (appNamed(control, name).rollOut === null ? true : null));
  return shown(control, name);
}

/** The routers know within this, or they are away and get it when they come back. */
const toldWithinMs = 10_000;

async function promote(control: Control, name: string, actor: string): Promise<Mirror> {
  const { primaryName } = control.store.transaction(() => {
    const record = mirrorOf(control, name);
    promoteMirror(control, record, actor);
    return record;
  });
  control.wake();
  const host = `${primaryName}.${control.config.baseDomain}`;
  const { tookHost } = mirrorOf(control, primaryName);
  const isTold = (): true | null => (control.router.sendsTo(host, tookHost ? name : primaryName) ? true : null);
  await control.changes.until(isTold, AbortSignal.timeout(toldWithinMs));
  return shown(control, primaryName);
}
