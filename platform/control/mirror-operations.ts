import { createHash, randomBytes } from 'node:crypto';
import { createMirror } from '../mirrors/create.ts';
import { noSuchMirror, wrongDoor } from '../mirrors/errors.ts';
import { promoteMirror } from '../mirrors/promote.ts';
import { resync } from '../mirrors/resync.ts';
import { mirrorState } from '../mirrors/state.ts';
import { doorFault } from '../rules/mirror.ts';
import type { AppDoor, DoorWish, Mirror } from '../rules/mirror.ts';
import type { MirrorRecord } from '../store/mirrors.ts';
import { appNamed } from './app-operations.ts';
import { changeApp } from './change-app.ts';
import type { Control } from './control.ts';
import type { ChangedDoor, MadeMirror, MirrorVerbs, NewMirror } from './mirror-verbs.ts';

/** Apps that run beside others on the same data. */
export function mirrorOperations(control: Control, actor: string): MirrorVerbs {
  return {
    mirrors: async () => control.store.mirrors.list().map((record) => mirrorState(control, record)),
    createMirror: async (primary, wish) => create(control, primary, { ...wish, actor }),
    setMirrorDoor: async (name, wish) => setDoor(control, name, { wish, actor }),
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
  const { door, password } = madeDoor(wish.door);
  const check = await createMirror(control, appNamed(control, primary), { ...wish, door });
  return { mirror: shown(control, wish.name), check, password };
}

interface MadeDoor {
  readonly door: AppDoor | null;
  readonly password: string | null;
}

/** Of a password only its hash is kept: it is long and made by chance, so nobody finds it from that. */
function madeDoor(wish: DoorWish | null): MadeDoor {
  if (wish === null || (wish.allow.length === 0 && wish.user === null)) return { door: null, password: null };
  const fault = doorFault(wish);
  if (fault !== null) throw wrongDoor(fault);
  if (wish.user === null) return { door: { allow: wish.allow, basic: null }, password: null };
  const password = randomBytes(15).toString('base64url');
  const sha256 = createHash('sha256').update(password).digest('hex');
  return { door: { allow: wish.allow, basic: { user: wish.user, sha256 } }, password };
}

function setDoor(control: Control, name: string, { wish, actor }: { readonly wish: DoorWish | null; readonly actor: string }): ChangedDoor {
  const { appId } = mirrorOf(control, name);
  const { door, password } = madeDoor(wish);
  const text = door === null ? 'Open to everybody' : 'Open to those at the desk only';
  changeApp(control, { app: appNamed(control, name), actor, text }, () => control.store.mirrors.setDoor(appId, door));
  return { mirror: shown(control, name), password };
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
