import type { Control } from '../control/control.ts';
import type { DeployWish } from '../control/operations.ts';
import { phaseOf } from '../rules/release.ts';
import type { AppRecord } from '../store/apps.ts';
import type { PipelineSeat } from '../store/pipelines.ts';
import { keepFormation } from './deploy.ts';
import { refuseDuringEvent } from './during-event.ts';
import { cannotPromote } from './errors.ts';
import { makeRelease } from './make-release.ts';

export interface Promoted {
  readonly app: string;
  readonly version: number;
}

/** The build that serves `staging`, as a release of its pipeline's production app with that one's own config vars (CON-18). Call it inside a transaction. */
export function promote(control: Control, staging: AppRecord, { actor, ...wish }: DeployWish & { readonly actor: string }): Promoted {
  const { store } = control;
  const production = productionOf(control, staging);
  refuseDuringEvent(control, production.id, wish);
  const tested = staging.serving === null ? null : store.releases.find(staging.id, staging.serving);
  if (tested?.slugId == null)
    throw cannotPromote(`${staging.name} has no build that serves.`, `Deploy it first: rostra deploy --app ${staging.name}`);
  const present = production.serving === null ? null : store.releases.find(production.id, production.serving);
  if (present?.slugId === tested.slugId && production.rollOut === null)
    throw cannotPromote(
      `${production.name} runs the build of v${tested.version} of ${staging.name} already.`,
      'Deploy something new to staging first.',
    );
  keepFormation(control, production, tested);
  const reason = `Promote from v${tested.version} of ${staging.name}`;
  const { slugId, processes } = tested;
  const phase = phaseOf(Object.keys(processes));
  const version = makeRelease(control, production, { slugId, configSetId: production.configSetId, phase, reason, actor });
  const event = { appId: production.id, atMs: control.clock.nowMs(), kind: 'deploy', actor } as const;
  store.events.append({ ...event, text: `${reason} as v${version}` });
  return { app: production.name, version };
}

function productionOf({ store }: Control, staging: AppRecord): AppRecord {
  const seats = store.pipelines.list();
  const seat = seats.find(({ appId }) => appId === staging.id);
  if (seat === undefined)
    throw cannotPromote(
      `${staging.name} stands in no pipeline.`,
      `Make one: rostra pipelines:create NAME --app ${staging.name} --stage staging`,
    );
  if (seat.stage !== 'staging')
    throw cannotPromote(`${staging.name} is production of ${seat.pipeline}; promotions start at staging.`, stagingHint(seats, seat));
  const target = seats.find(({ pipeline, stage }) => pipeline === seat.pipeline && stage === 'production');
  const production = target === undefined ? null : store.apps.byName(target.appName);
  if (production !== null) return production;
  throw cannotPromote(
    `${seat.pipeline} has no app at its stage production.`,
    `Add one: rostra pipelines:add ${seat.pipeline} --app NAME --stage production`,
  );
}

function stagingHint(seats: readonly PipelineSeat[], { pipeline }: PipelineSeat): string {
  const staging = seats.find((seat) => seat.pipeline === pipeline && seat.stage === 'staging');
  return staging === undefined ? `Add an app at its stage staging: rostra pipelines:add ${pipeline}` : `Use --app ${staging.appName}.`;
}
