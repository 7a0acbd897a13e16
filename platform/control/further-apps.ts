import type { Control } from './control.ts';

type Store = Control['store'];

/** Apps besides the one it names that a verb reads secrets of or changes: who asks must be allowed those too. */
export function furtherApps(store: Store, verb: string, args: readonly unknown[]): readonly string[] {
  const apps = further[verb]?.(store, args) ?? [];
  return apps.filter((app) => app !== args[0]);
}

const further: Readonly<Record<string, (store: Store, args: readonly unknown[]) => readonly string[]>> = {
  /** Its data become the other app's. */
  attachAddon: (store, [, wish]) => {
    const owner = store.addons.find(textOf(wish, 'addon'))?.appName;
    return owner === undefined ? [] : [owner];
  },
  /** Its data become this one's. */
  restoreBackup: (_, [, wish]) => [textOf(wish, 'from')].filter((app) => app !== ''),
  attachConfig: (_, [, wish]) => [textOf(wish, 'source')],
  createMirror: (_, [, wish]) => [textOf(wish, 'name')],
  setMirrorFollow: (store, [app]) => primaryOf(store, app),
  setMirrorDoor: (store, [app]) => primaryOf(store, app),
  resyncMirror: (store, [app]) => primaryOf(store, app),
  promoteMirror: (store, [app]) => primaryOf(store, app),
  joinPipeline: (store, [, wish]) => appsOf(store, ({ pipeline }) => pipeline === textOf(wish, 'pipeline')),
  promote: (store, [app]) => partners(store, app),
  pipelineDiff: (store, [app]) => partners(store, app),
};

/** Its data and variables become the mirror's, or the other way round. */
const primaryOf = (store: Store, app: unknown): readonly string[] =>
  store.mirrors.list().flatMap(({ appName, primaryName }) => (appName === app ? [primaryName] : []));

/** All apps of the pipeline in which the app stands. */
function partners(store: Store, app: unknown): readonly string[] {
  const own = store.pipelines.list().find(({ appName }) => appName === app)?.pipeline;
  return appsOf(store, ({ pipeline }) => pipeline === own);
}

type Seat = ReturnType<Store['pipelines']['list']>[number];

function appsOf(store: Store, isMeant: (seat: Seat) => boolean): readonly string[] {
  return store.pipelines
    .list()
    .filter(isMeant)
    .map(({ appName }) => appName);
}

function textOf(wish: unknown, name: string): string {
  const value: unknown = typeof wish === 'object' && wish !== null ? Reflect.get(wish, name) : undefined;
  return typeof value === 'string' ? value : '';
}
