import { scaleApp } from '../control/app-operations.ts';
import type { Control } from '../control/control.ts';
import { processTypes } from '../control/resources.ts';
import { findSize } from '../rules/dyno-sizes.ts';
import { webType } from '../rules/formation.ts';
import { autoscaleDefaults } from '../rules/scaling/autoscale.ts';
import { holdStep } from '../rules/scaling/hold.ts';
import type { HoldStep, OpenSchedule } from '../rules/scaling/hold.ts';
import type { ScheduledFormation } from '../rules/scaling/schedule.ts';
import type { AppRecord } from '../store/apps.ts';
import type { HoldRecord } from '../store/schedules.ts';
import type { HeldDynos } from './held-quantity.ts';
import { tryHold } from './hold-failures.ts';
import type { OpenRecord } from './open-schedules.ts';

const actor = 'schedule';

/** Dynos by the calendar: what is open is held, what is held and open no more is let go. */
export function keepTypes(control: Control, open: readonly OpenRecord[]): void {
  const holds = control.store.schedules.holds<HeldDynos>('type');
  if (open.length === 0 && holds.length === 0) return;
  for (const app of control.store.apps.list()) {
    const own = open.filter(({ schedule }) => schedule.appId === app.id);
    const held = holds.filter(({ appId }) => appId === app.id);
    const types = new Set([...own.flatMap(typesOf), ...held.map(({ target }) => target)]);
    for (const type of types) keepType(control, app, { type, open: own, hold: held.find(({ target }) => target === type) ?? null });
  }
}

/** What a schedule wants of dynos; nothing when it is one of an add-on. */
function formationOf({ schedule: { change } }: OpenRecord): ScheduledFormation {
  if (change.kind === 'addon') return {};
  if (change.kind === 'scale') return change.formation;
  const { type = webType, min = autoscaleDefaults.min, size } = change.autoscale;
  return { [type]: { quantity: min, ...(size === undefined ? {} : { size }) } };
}

const typesOf = (open: OpenRecord): readonly string[] => Object.keys(formationOf(open));

interface Keeping {
  readonly type: string;
  readonly open: readonly OpenRecord[];
  readonly hold: HoldRecord<HeldDynos> | null;
}

function keepType(control: Control, app: AppRecord, { type, open, hold }: Keeping): void {
  const process = processTypes(control, app).find((each) => each.type === type);
  const key = { appId: app.id, kind: 'type', target: type } as const;
  if (process === undefined) return control.store.schedules.letGo(key); // a later release has no such type
  const present = { quantity: process.quantity, size: process.size };
  const step = holdStep<HeldDynos>({
    open: open.flatMap((each) => openSchedule(each, { type, usual: (hold?.hold.before ?? present).quantity })),
    hold: hold?.hold ?? null,
    present,
    stronger,
    fulfils: () => true, // hold and formation are written together
  });
  tryHold(control, { ...key, app: app.name }, () => carryOut(control, app, { type, step, present, before: hold?.hold.before ?? present }));
}

function openSchedule(open: OpenRecord, { type, usual }: { readonly type: string; readonly usual: number }): OpenSchedule<HeldDynos>[] {
  const dynos = formationOf(open)[type];
  const { schedule, window } = open;
  if (dynos === undefined || schedule.change.kind === 'addon') return [];
  const after = schedule.change.after?.[type];
  const value = held(open.isLeast === true ? { ...dynos, quantity: Math.max(usual, dynos.quantity) } : dynos);
  return [{ id: schedule.id, endMs: window.endMs, value, after: after === undefined ? null : held(after) }];
}

const held = ({ quantity, size }: { readonly quantity: number; readonly size?: string }): HeldDynos => ({ quantity, size: size ?? null });

/** The larger quantity wins (ALR-20), and so does the larger size. */
function stronger(one: HeldDynos, other: HeldDynos): HeldDynos {
  const memoryOf = ({ size }: HeldDynos): number => findSize(size ?? '')?.memoryMb ?? 0;
  return { quantity: Math.max(one.quantity, other.quantity), size: memoryOf(one) >= memoryOf(other) ? one.size : other.size };
}

interface CarryingOut {
  readonly type: string;
  readonly step: HoldStep<HeldDynos>;
  readonly present: HeldDynos;
  readonly before: HeldDynos;
}

/** Hold and formation in one transaction. */
function carryOut(control: Control, app: AppRecord, { type, step, present, before }: CarryingOut): void {
  const { store } = control;
  const key = { appId: app.id, kind: 'type', target: type } as const;
  if (step.kind === 'nothing') return;
  store.transaction(() => {
    if (step.kind === 'close') {
      store.schedules.letGo(key);
      const { quantity, size } = step.restore;
      scaleTo(control, app, { type, present, wanted: { quantity, size: size ?? before.size }, why: 'the schedule is over' });
      return;
    }
    store.schedules.hold(key, step.hold);
    if (step.set === null) return;
    const isScaled = store.autoscales.ofApp(app.id).some((record) => record.type === type && !record.isDryRun);
    const quantity = isScaled ? Math.max(present.quantity, step.set.quantity) : step.set.quantity; // above it the autoscaler goes on
    const size = step.set.size ?? before.size;
    scaleTo(control, app, { type, present, wanted: { quantity, size }, why: reasonOf(step.hold.windows) });
  });
}

/** By the number in `3@1774771200000`; one below zero is a moment. */
function reasonOf(windows: readonly string[]): string {
  const numbers = windows.map((each) => Number(each.split('@', 1)[0]));
  const schedules = numbers.filter((number) => number > 0);
  return [
    ...(schedules.length === 0 ? [] : [`schedule ${schedules.join(', ')}`]),
    ...(schedules.length < numbers.length ? ['a moment that the app announced'] : []),
  ].join(' and ');
}

interface Scaling {
  readonly type: string;
  readonly present: HeldDynos;
  readonly wanted: HeldDynos;
  readonly why: string;
}

function scaleTo(control: Control, app: AppRecord, { type, present, wanted, why }: Scaling): void {
  const { quantity } = wanted;
  const size = wanted.size ?? present.size;
  if (quantity === present.quantity && size === present.size) return;
  scaleApp(control, app, { wish: { [type]: { quantity, ...(size === null ? {} : { size }) } }, actor, why });
}
