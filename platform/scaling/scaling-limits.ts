import { totalmem } from 'node:os';
import { addonUse } from '../addons/addon-use.ts';
import { postgresConnections } from '../addons/postgres.ts';
import type { Control } from '../control/control.ts';
import { frozenBy } from '../costs/budget-state.ts';
import { processTypes } from '../control/resources.ts';
import type { ScalingCap, ScalingLimits, ScalingView } from '../rules/scaling/autoscale.ts';
import { databaseBottleneck } from '../rules/scaling/bottleneck.ts';
import type { DatabaseFacts } from '../rules/scaling/bottleneck.ts';
import { connectionCap, machineCaps } from '../rules/scaling/caps.ts';
import type { AppRecord } from '../store/apps.ts';
import { hostCpuShare } from './host-cpu.ts';

interface Asked {
  readonly type: string;
  readonly view: ScalingView;
}

/** What stands against more dynos of the type: looked at when more are wanted (platform specification, ALR-12, ALR-13). */
export async function limitsOf(control: Control, app: AppRecord, { type, view }: Asked): Promise<ScalingLimits> {
  const databases = await databasesOf(control, app);
  const loads = control.board.ofApp(app).filter((dyno) => dyno.type === type && dyno.state === 'up');
  const load = Math.max(0, ...loads.map((dyno) => dyno.load ?? 0));
  const elsewhere = load < idleLoad ? databases.map((each) => databaseBottleneck(each, view.traffic.busySlots)).find(isSaid) : null;
  const budget = frozenBy(control, app);
  const frozen = budget === null ? [] : [{ most: view.quantity, why: `the budget ${budget} is spent`, finding: null }];
  const caps = [
    ...frozen,
    ...machineCaps(machineOf(control, app, { type, load, view })),
    ...databases.map((each) => connectionCap(each, view)),
  ];
  return { elsewhere: elsewhere ?? null, caps: caps.filter((cap): cap is ScalingCap => cap !== null) };
}

/** Below it a dyno's processor waits for work (per core). */
const idleLoad = 0.5;

const isSaid = (words: string | null): words is string => words !== null;

/** One that does not answer says nothing. */
async function databasesOf(control: Control, app: AppRecord): Promise<readonly DatabaseFacts[]> {
  const addons = control.store.addons.ofApp(app.id).filter(({ service, state }) => service === 'postgres' && state === 'available');
  const facts = await Promise.all(
    addons.map(async (addon) => {
      const [connections, { connectionLimit }] = await Promise.all([postgresConnections(control, addon), addonUse(control, addon)]);
      const working = connections.filter(({ state }) => state === 'active');
      const waiting = working.filter(({ blockedBy }) => blockedBy.length > 0).length;
      return { name: addon.name, connections: connections.length, connectionLimit, active: working.length, waiting };
    }),
  ).catch(() => []);
  return facts;
}

function machineOf(
  control: Control,
  app: AppRecord,
  { type, load, view }: Asked & { readonly load: number },
): Parameters<typeof machineCaps>[0] {
  const apps = control.store.apps.list().map((each) => processTypes(control, each));
  const promisedMb = apps.flat().reduce((sum, process) => sum + process.quantity * process.memoryQuotaMb, 0);
  const quotaMb = processTypes(control, app).find((process) => process.type === type)?.memoryQuotaMb ?? 0;
  return { quantity: view.quantity, promisedMb, quotaMb, memoryMb: memoryOfMachineMb(), cpuShare: hostCpuShare(), load };
}

/** What a container is allowed, where it is less than the machine has. */
function memoryOfMachineMb(): number {
  const constrained = process.constrainedMemory() ?? 0;
  const total = totalmem();
  return Math.round((constrained > 0 && constrained < total ? constrained : total) / 1_048_576);
}
