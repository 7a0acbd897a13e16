import { noSuchRelease } from '../errors.ts';
import { attachConfig } from '../releases/attach-config.ts';
import { noSuchConfigRef, noSuchPipeline, pipelineTaken, stageTaken, wrongPipelineName } from '../releases/errors.ts';
import { promote } from '../releases/promote.ts';
import { isPipelineName, pipelineDiff } from '../rules/pipeline.ts';
import type { Pipeline, PipelineApp, PipelineDiff, PipelineSide } from '../rules/pipeline.ts';
import type { Release } from '../rules/resources.ts';
import type { PipelineSeat } from '../store/pipelines.ts';
import { appNamed } from './app-operations.ts';
import type { Control } from './control.ts';
import type { DeployWish } from './operations.ts';
import type { ConfigAttachment, PipelineVerbs, PipelineWish, Promotion } from './pipeline-verbs.ts';
import { releaseResource } from './resources.ts';

/** Apps that hand each other builds and config vars. */
export function pipelineOperations(control: Control, actor: string): PipelineVerbs {
  const { store } = control;
  return {
    pipelines: async () => pipelines(control),
    joinPipeline: async (name, wish) => joinPipeline(control, name, { ...wish, actor }),
    leavePipeline: async (name) => {
      if (!store.pipelines.leave(appNamed(control, name).id)) throw noSuchPipeline(name);
    },
    pipelineDiff: async (name) => diffOf(control, name),
    promote: (name, wish) => promoteAndWait(control, name, { ...wish, actor }),
    configRefs: async (name) => {
      const { id } = appNamed(control, name);
      return { attached: store.configRefs.ofApp(id), followers: store.configRefs.followersOf(id) };
    },
    attachConfig: async (name, wish) => attach(control, name, { ...wish, actor }),
    detachConfig: async (name, key) => {
      if (!store.configRefs.detach(appNamed(control, name).id, key)) throw noSuchConfigRef(name, key);
    },
  };
}

function pipelines(control: Control): readonly Pipeline[] {
  const seats = Map.groupBy(control.store.pipelines.list(), ({ pipeline }) => pipeline);
  return [...seats].map(([name, apps]) => ({ name, apps: apps.map((seat) => appOf(control, seat)) }));
}

function appOf({ store }: Control, { stage, appId, appName }: PipelineSeat): PipelineApp {
  const version = store.apps.byName(appName)?.serving ?? null;
  const release = version === null ? null : store.releases.find(appId, version);
  return { stage, app: appName, release: version, slug: release?.slugId?.slice(0, 8) ?? null };
}

function joinPipeline(control: Control, name: string, wish: PipelineWish & { readonly actor: string }): Pipeline {
  const { store, clock } = control;
  const { pipeline, stage, isNew, actor } = wish;
  if (!isPipelineName(pipeline)) throw wrongPipelineName(pipeline);
  return store.transaction(() => {
    const app = appNamed(control, name);
    if (isNew && !store.pipelines.create(pipeline, clock.nowMs())) throw pipelineTaken(pipeline);
    const seats = store.pipelines.list().filter((seat) => seat.pipeline === pipeline);
    if (!isNew && seats.length === 0) throw noSuchPipeline(pipeline);
    const holder = seats.find((seat) => seat.stage === stage && seat.appId !== app.id);
    if (holder !== undefined || !store.pipelines.seat(pipeline, { id: app.id, stage }))
      throw stageTaken(pipeline, stage, holder?.appName ?? name);
    store.events.append({ appId: app.id, atMs: clock.nowMs(), kind: 'app', text: `${name} is ${stage} of ${pipeline}`, actor });
    return pipelines(control).find((each) => each.name === pipeline) ?? { name: pipeline, apps: [] };
  });
}

function diffOf(control: Control, name: string): PipelineDiff {
  const app = appNamed(control, name);
  const seats = control.store.pipelines.list();
  const own = seats.find(({ appId }) => appId === app.id);
  if (own === undefined) throw noSuchPipeline(name);
  const side = (stage: PipelineSeat['stage']): PipelineSide => {
    const seat = seats.find((each) => each.pipeline === own.pipeline && each.stage === stage);
    if (seat === undefined) throw noSuchPipeline(`${own.pipeline} at ${stage}`);
    return sideOf(control, seat);
  };
  return pipelineDiff(side('staging'), side('production'));
}

function sideOf(control: Control, seat: PipelineSeat): PipelineSide {
  const app = appNamed(control, seat.appName);
  const release = app.serving === null ? null : control.store.releases.find(app.id, app.serving);
  return { app: appOf(control, seat), config: app.config, processes: release?.processes ?? {} };
}

async function promoteAndWait(control: Control, name: string, wish: DeployWish & { readonly actor: string }): Promise<Promotion> {
  const made = control.store.transaction(() => promote(control, appNamed(control, name), wish));
  control.wake();
  const look = (): Release | null => {
    const release = releaseOf(control, made.app, made.version);
    return release.status === 'pending' ? null : release;
  };
  const release = (await control.changes.until(look)) ?? releaseOf(control, made.app, made.version);
  return { app: made.app, release };
}

function releaseOf(control: Control, name: string, version: number): Release {
  const app = appNamed(control, name);
  const release = control.store.releases.find(app.id, version);
  if (release === null) throw noSuchRelease(name, version);
  return releaseResource(app, release);
}

function attach(control: Control, name: string, wish: ConfigAttachment & { readonly actor: string }): Release {
  const version = control.store.transaction(() => attachConfig(control, appNamed(control, name), wish));
  control.wake();
  return releaseOf(control, name, version);
}
