import type { Control } from '../control/control.ts';
import { appUrl } from '../control/resources.ts';
import { meter } from '../costs/meter.ts';
import type { RollOutProgress } from '../rules/formation.ts';
import { tellingLines } from '../rules/telling-lines.ts';
import type { AppRecord } from '../store/apps.ts';
import type { ReleaseRecord } from '../store/releases.ts';
import { runPostdeploy } from './first-deploy.ts';
import { makeRelease } from './make-release.ts';

export interface RollOutUnderWay {
  readonly release: ReleaseRecord;
  readonly progress: RollOutProgress;
}

/** Writes down how a roll-out has ended; nothing while it is going. True when it has. */
export function settleRollOut(control: Control, app: AppRecord, rollOut: RollOutUnderWay): boolean {
  const { release, progress } = rollOut;
  if (progress.kind === 'done') completeRelease(control, app, release);
  if (progress.kind === 'failed') {
    const { type, number, reason } = progress.dyno;
    failRelease(control, app, { release, failure: `${type}.${number} did not start: ${reason}`, dyno: `${type}.${number}` });
  }
  return progress.kind === 'done' || progress.kind === 'failed';
}

function completeRelease(control: Control, app: AppRecord, release: ReleaseRecord): void {
  const { store } = control;
  const { version, actor } = release;
  store.transaction(() => {
    store.releases.succeed(app.id, version);
    store.apps.setServing(app.id, version);
    meter(control, `v${version} serves`);
    store.events.append({
      appId: app.id,
      atMs: control.clock.nowMs(),
      kind: 'release',
      text: `v${version} serves: ${release.reason}`,
      actor,
    });
    sayToBuilder(control, release, [`Released v${version}`, `${appUrl(control, app.name)} deployed`]);
    store.builds.finishOfRelease(app.id, version, null);
  });
  control.logBook.tell(app.name, 'api', [`Release v${version} serves`]);
  runPostdeploy(control, app, release);
}

interface ReleaseEnd {
  readonly release: ReleaseRecord;
  readonly failure: string;
  /** The dyno whose last lines say more. */
  readonly dyno?: string;
}

/** The release before it serves on as if nothing had been. Nothing happens when another has taken its place meanwhile. */
export function failRelease(control: Control, asked: AppRecord, end: ReleaseEnd): void {
  const { store } = control;
  const { version, actor } = end.release;
  const app = store.apps.byName(asked.name);
  if (app?.rollOut !== version) return;
  const text = `Release v${version} failed: ${end.failure}`;
  store.transaction(() => {
    store.releases.fail(app.id, version, end.failure);
    store.apps.setRollOut(app.id, null, app.rollOutMode);
    store.events.append({ appId: app.id, atMs: control.clock.nowMs(), kind: 'release', level: 'critical', text, actor });
    const rest = app.serving === null ? 'Nothing serves yet.' : `v${app.serving} serves on.`;
    const said = lastLines(control, app, end);
    sayToBuilder(control, end.release, [text, ...said, rest, `See more with \`rostra logs -a ${app.name}\`.`]);
    store.builds.finishOfRelease(app.id, version, end.failure);
    keepConfig(control, asked.name, end.release);
  });
  control.logBook.tell(app.name, 'api', [text]);
  control.wake();
}

const readLines = 40;
const shownLines = 10;

/** What the dyno wrote last, under this release. */
function lastLines({ logBook }: Control, app: AppRecord, { dyno, release }: ReleaseEnd): string[] {
  if (dyno === undefined) return [];
  const newest = logBook.newest(app.name, { lines: readLines, source: 'app', dyno });
  const own = newest.filter(({ at }) => Date.parse(at) >= release.createdAtMs).map(({ text }) => text);
  return tellingLines(own, shownLines).map((text) => `  ${dyno}: ${text}`);
}

/**
 * Config vars that were changed while a build was on its way are not lost with it: the build before it gets them. Not when it is
 * the same build that failed with them: then they are the reason.
 */
function keepConfig(control: Control, name: string, failed: ReleaseRecord): void {
  const app = control.store.apps.byName(name);
  const serving = app?.serving == null ? null : control.store.releases.find(app.id, app.serving);
  if (app === null || serving === null || serving.slugId === failed.slugId || serving.configSetId === app.configSetId) return;
  const reason = `Config vars of v${failed.version} with the build of v${serving.version}`;
  const { slugId } = serving;
  makeRelease(control, app, { slugId, configSetId: app.configSetId, phase: 'none', reason, actor: failed.actor });
}

function sayToBuilder({ store, outputs }: Control, release: ReleaseRecord, lines: readonly string[]): void {
  const build = store.builds.waitingFor(release.appId, release.version);
  if (build !== null) lines.forEach((line) => outputs.write(build.id, line));
}
