import { webType } from '../rules/formation.ts';
import type { Autoscale, Schedule } from '../rules/scaling/scaling-resources.ts';
import { adviseScaling } from '../scaling/advise.ts';
import { disableAutoscale, enableAutoscale } from '../scaling/autoscale.ts';
import { notAutoscaled, noSuchSchedule } from '../scaling/errors.ts';
import { applySchedules, checkSchedule, previewOf, removeSchedule } from '../scaling/schedules.ts';
import { shownAutoscales, shownDecision } from '../scaling/shown-autoscales.ts';
import { shownSchedules } from '../scaling/shown-schedules.ts';
import { setSleep, shownSleep } from '../scaling/sleep.ts';
import { appNamed } from './app-operations.ts';
import type { Control } from './control.ts';
import type { ScalingVerbs } from './scaling-verbs.ts';

/** The autoscaler, schedules and sleep. */
export function scalingOperations(control: Control, actor: string): ScalingVerbs {
  const { store } = control;
  return {
    autoscales: async (name) => shownAutoscales(control, appNamed(control, name)),
    enableAutoscale: async (name, wish) => {
      enableAutoscale(control, appNamed(control, name), { wish, actor, source: 'person' });
      return autoscaleOf(control, name, wish.type ?? webType);
    },
    disableAutoscale: async (name, type) => disableAutoscale(control, appNamed(control, name), { type, actor }),
    autoscaleDecisions: async (name, query) => store.autoscales.decisions(appNamed(control, name).id, query).map(shownDecision),
    adviseScaling: async (name, { from, to }) =>
      adviseScaling(control, appNamed(control, name), {
        ...(from === undefined ? {} : { fromMs: Date.parse(from) }),
        ...(to === undefined ? {} : { toMs: Date.parse(to) }),
      }),

    schedules: async (name) => shownSchedules(control, appNamed(control, name)),
    addSchedule: async (name, wish) => {
      const [id = 0] = applySchedules(control, appNamed(control, name), { group: null, wishes: [wish], actor });
      return scheduleOf(control, name, id);
    },
    previewSchedule: async (name, wish) => {
      checkSchedule(control, appNamed(control, name), wish);
      const { windows, ...words } = previewOf(control, wish);
      return { ...words, windows: windows.map(({ startMs, endMs }) => ({ from: isoTime(startMs), until: isoTime(endMs) })) };
    },
    removeSchedule: async (name, id) => removeSchedule(control, appNamed(control, name), { id, actor }),

    moments: async () =>
      store.moments
        .all()
        .filter(({ atMs }) => atMs > control.clock.nowMs())
        .map(({ appName, atMs, id, title, expectPeople, kind, quantity }) => {
          const moment = { id, title, expectPeople, kind, quantity };
          return { app: appName, at: isoTime(atMs), ...moment };
        }),

    sleep: async (name) => shownSleep(control, appNamed(control, name)),
    setSleep: async (name, wish) => setSleep(control, appNamed(control, name), { wish, actor }),
  };
}

function autoscaleOf(control: Control, name: string, type: string): Autoscale {
  const found = shownAutoscales(control, appNamed(control, name)).find((each) => each.type === type);
  if (found === undefined) throw notAutoscaled(name, type);
  return found;
}

function scheduleOf(control: Control, name: string, id: number): Schedule {
  const found = shownSchedules(control, appNamed(control, name)).find((each) => each.id === id);
  if (found === undefined) throw noSuchSchedule(name, id);
  return found;
}

const isoTime = (ms: number): string => new Date(ms).toISOString();
