import { randomBytes } from 'node:crypto';
import { drainTaken, noSuchDrain, wrongDrain } from '../errors.ts';
import type { LogDrain } from '../rules/addon-resources.ts';
import { drainAddress } from '../rules/syslog.ts';
import type { LogDrainRecord } from '../store/log-drains.ts';
import type { DrainVerbs, DrainWish } from './addon-verbs.ts';
import { appNamed } from './app-operations.ts';
import type { Control } from './control.ts';

const mostDrains = 10;

/** Where log lines of an app go beside its log. */
export function drainOperations(control: Control, actor: string): DrainVerbs {
  const { store, clock } = control;
  const tell = (appId: number, text: string): void => store.events.append({ appId, atMs: clock.nowMs(), kind: 'app', text, actor });
  return {
    logDrains: async (name) => store.logDrains.ofApp(appNamed(control, name).id).map((drain) => shownDrain(control, drain)),
    addLogDrain: async (name, wish) => {
      const { id, host } = addDrain(control, name, wish);
      tell(appNamed(control, name).id, `Log drain ${id} to ${host} added`);
      control.logDrains.sync();
      return shownDrain(control, drainNamed(control, name, id));
    },
    removeLogDrain: async (name, id) => {
      const app = appNamed(control, name);
      if (!store.logDrains.remove(app.id, id)) throw noSuchDrain(name, id);
      tell(app.id, `Log drain ${id} removed`);
      control.logDrains.sync();
    },
    setRuntimeMetrics: async (name, on) => {
      const app = appNamed(control, name);
      store.logDrains.setMeasured(app.id, on);
      tell(app.id, `log-runtime-metrics ${on ? 'enabled' : 'disabled'}`);
    },
  };
}

function addDrain(control: Control, name: string, wish: DrainWish): { readonly id: number; readonly host: string } {
  const address = drainAddress(wish.url);
  if (!address.ok) throw wrongDrain(address.fault);
  const { store, logBook, clock } = control;
  return store.transaction(() => {
    const app = appNamed(control, name);
    if (store.logDrains.ofApp(app.id).length >= mostDrains) throw wrongDrain(`${name} has ${mostDrains} drains, and that is the most.`);
    const token = `d.${randomBytes(16).toString('hex')}`;
    const id = store.logDrains.add({ ...wish, appId: app.id, token, sentId: logBook.newestId(name) }, clock.nowMs());
    if (id === null) throw drainTaken(name);
    return { id, host: address.host };
  });
}

function drainNamed(control: Control, app: string, id: number): LogDrainRecord {
  const drain = control.store.logDrains.ofApp(appNamed(control, app).id).find((each) => each.id === id);
  if (drain === undefined) throw noSuchDrain(app, id);
  return drain;
}

function shownDrain(control: Control, { id, url, token, source, processType, herokuNames }: LogDrainRecord): LogDrain {
  const shown = new URL(url);
  if (shown.password !== '') shown.password = '***';
  return { id, url: shown.href, token, source, processType, herokuNames, ...control.logDrains.stateOf(id) };
}
