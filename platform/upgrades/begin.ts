import type { Control } from '../control/control.ts';
import type { BuildSource } from '../control/operations.ts';
import { isEventLive } from '../costs/planned.ts';
import { startBuild } from '../releases/deploy.ts';
import type { AppRecord } from '../store/apps.ts';
import { nothingToUpgrade, upgradeInEvent, upgradeUnderWay } from './errors.ts';
import { tendUpgrade } from './tend.ts';

export interface UpgradeWish {
  readonly source: BuildSource;
  readonly ref: string | null;
  readonly rehearses: boolean;
  readonly actor: string;
}

/** Takes the source and begins; it goes on by itself, also through a death of control. Answers its id. */
export async function beginUpgrade(control: Control, app: AppRecord, { source, ref, rehearses, actor }: UpgradeWish): Promise<number> {
  const { store, clock } = control;
  const before = app.serving;
  if (before === null || store.releases.find(app.id, before)?.slugId == null) throw nothingToUpgrade(app.name);
  if (isEventLive(control, app.id)) throw upgradeInEvent(app.name);
  const build = await startBuild(control, app, {
    source,
    actor,
    alongside: (id) => {
      const begun = store.upgrades.begin({ appId: app.id, build: id, ref, rehearses, before, actor, startedAtMs: clock.nowMs() });
      if (begun === null) throw upgradeUnderWay(app.name);
    },
  });
  const id = store.upgrades.ofBuild(build)?.id ?? 0;
  void tendUpgrade(control, id);
  return id;
}
