import { changedMeanwhile } from '../access-errors.ts';
import { noSuchRelease } from '../errors.ts';
import { changeConfig } from '../releases/change-config.ts';
import { refuseDuringEvent } from '../releases/during-event.ts';
import { rollBack } from '../releases/roll-back.ts';
import { bornAtMs } from '../rules/dyno-id.ts';
import { releaseType } from '../rules/formation.ts';
import { releaseDiff, type Comparable } from '../rules/release-diff.ts';
import type { ConfigVars, LogLine, Release, ReleaseDiff } from '../rules/resources.ts';
import type { AppRecord } from '../store/apps.ts';
import type { ReleaseRecord } from '../store/releases.ts';
import { appNamed } from './app-operations.ts';
import type { Control } from './control.ts';
import type { ConfigChange, ConfigChanged, Operations, RollbackWish } from './operations.ts';
import { releaseResource } from './resources.ts';

type ReleaseVerbs = Pick<
  Operations,
  'config' | 'configKeys' | 'setConfig' | 'releases' | 'release' | 'releaseDiff' | 'releaseOutput' | 'rollback'
>;

export function releaseOperations(control: Control, actor: string): ReleaseVerbs {
  return {
    config: async (name, only) => configOf(appNamed(control, name), only),
    configKeys: async (name) => {
      const { configSetId, config } = appNamed(control, name);
      return { version: configSetId, names: Object.keys(config).sort() };
    },
    setConfig: async (name, change) => setConfig(control, name, { change, actor }),
    releases: async (name) => {
      const app = appNamed(control, name);
      return control.store.releases.list(app.id).map((release) => releaseResource(app, release));
    },
    release: async (name, version) => releaseOf(control, appNamed(control, name), version),
    releaseDiff: async (name, version) => diffOf(control, appNamed(control, name), version),
    releaseOutput: async (name, version) => releaseOutput(control, appNamed(control, name), version),
    rollback: (name, wish) => rollback(control, name, { ...wish, actor }),
  };
}

function configOf({ config }: AppRecord, only: string | undefined): ConfigVars {
  if (only === undefined) return config;
  const value = config[only];
  return value === undefined ? {} : { [only]: value };
}

function setConfig(control: Control, name: string, wish: { readonly change: ConfigChange; readonly actor: string }): ConfigChanged {
  const version = control.store.transaction(() => {
    const app = appNamed(control, name);
    const { seen } = wish.change;
    if (seen !== undefined && seen !== app.configSetId)
      throw changedMeanwhile(`the config vars of ${name} are not those that you saw`, 'Look at them again, then make your change.');
    const made = changeConfig(control, app, wish);
    const event = { appId: app.id, atMs: control.clock.nowMs(), kind: 'config', actor: wish.actor } as const;
    control.store.events.append({ ...event, text: `${Object.keys(wish.change.set).join(', ')} as v${made}` });
    return made;
  });
  control.wake();
  const app = appNamed(control, name);
  return { config: app.config, release: releaseOf(control, app, version) };
}

/** Answers when it serves, has failed, or another release has taken its place. */
async function rollback(control: Control, name: string, wish: RollbackWish & { readonly actor: string }): Promise<Release> {
  const version = control.store.transaction(() => {
    const app = appNamed(control, name);
    if (wish.seen !== undefined && wish.seen !== app.serving)
      throw changedMeanwhile(`v${app.serving} serves ${name} now, and you saw v${wish.seen}`, 'Look at the releases and decide again.');
    refuseDuringEvent(control, app.id, wish);
    return rollBack(control, app, wish);
  });
  control.wake();
  const ended = await control.changes.until(() => {
    const release = releaseOf(control, appNamed(control, name), version);
    return release.status === 'pending' ? null : release;
  });
  return ended ?? releaseOf(control, appNamed(control, name), version);
}

function diffOf({ store }: Control, app: AppRecord, version: number): ReleaseDiff {
  const after = store.releases.find(app.id, version);
  if (after === null) throw noSuchRelease(app.name, version);
  const before = store.releases.list(app.id).find((release) => release.version < version && release.status === 'succeeded');
  return releaseDiff(before === undefined ? null : comparable(before), comparable(after));
}

const comparable = ({ version, slugId, config, processes }: ReleaseRecord): Comparable => ({
  version,
  slug: slugId?.slice(0, 8) ?? null,
  config,
  processes,
});

function releaseOf({ store }: Control, app: AppRecord, version: number): Release {
  const release = store.releases.find(app.id, version);
  if (release === null) throw noSuchRelease(app.name, version);
  return releaseResource(app, release);
}

const mostLines = 10_000;

/** Release phases run one after another, so the lines of one are those from its dyno's birth to the next one's. */
function releaseOutput({ store, logBook }: Control, app: AppRecord, version: number): readonly LogLine[] {
  const release = store.releases.find(app.id, version);
  if (release === null) throw noSuchRelease(app.name, version);
  if (release.phaseDyno === null) return [];
  const fromMs = bornAtMs(release.phaseDyno);
  const births = store.releases.list(app.id).flatMap(({ phaseDyno }) => (phaseDyno === null ? [] : [bornAtMs(phaseDyno)]));
  const toMs = Math.min(...births.filter((born) => born > fromMs));
  const lines = logBook.newest(app.name, { lines: mostLines, source: 'app', dyno: releaseType });
  return lines.filter(({ at }) => Date.parse(at) >= fromMs && Date.parse(at) < toMs);
}
