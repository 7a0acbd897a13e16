import { send } from '#kit/http/client.ts';
import type { Control } from '../control/control.ts';
import { webType } from '../rules/formation.ts';
import type { MirrorCheck } from '../rules/mirror.ts';
import type { AppRecord } from '../store/apps.ts';
import { rowsSeenAt } from '../store/shared-rows.ts';
import { mirrorFailed } from './errors.ts';
import type { Pair } from './share.ts';

/** The mirror answers, and sees as many rows as its primary (MIR-02). */
export async function smokeTest(control: Control, { primary, mirror }: Pair): Promise<MirrorCheck> {
  const status = await firstPage(control, mirror);
  if (status >= 500) throw mirrorFailed(mirror.name, `answers with ${status}`);
  const [own, addressed] = [primary.config['DATABASE_URL'], mirror.config['DATABASE_URL']];
  if (own === undefined || addressed === undefined) return { status, rows: null };
  return { status, rows: await sameRows(mirror.name, [own, addressed]) };
}

/** As the router would ask for it. */
async function firstPage({ config, board }: Control, mirror: AppRecord): Promise<number> {
  const dyno = board.ofApp(mirror).find(({ type, state, port }) => type === webType && state === 'up' && port !== null);
  if (dyno === undefined) throw mirrorFailed(mirror.name, 'has no dyno that is up');
  const headers = { host: `${mirror.name}.${config.baseDomain}`, 'x-forwarded-proto': 'https' };
  return (await send({ url: `http://127.0.0.1:${dyno.port}/`, headers })).status;
}

/** People write meanwhile: a difference counts when it stays. */
const tries = 3;

async function sameRows(mirror: string, addresses: readonly string[]): Promise<number | null> {
  for (let round = 0; round < tries; round += 1) {
    const [own, seen] = await Promise.all(addresses.map(rowsSeenAt));
    if (own === seen) return own ?? null;
  }
  throw mirrorFailed(mirror, 'sees other rows in its database than its primary');
}
