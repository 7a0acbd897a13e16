import type { Control } from '../control/control.ts';
import { noSuchAddon } from '../errors.ts';
import type { AddonRecord } from '../store/addons.ts';
import { serverOf } from './apps-of-server.ts';
import { errorService } from './errors.ts';
import { mailService } from './mail.ts';
import { tellHolders } from './move-server.ts';
import { newPassword } from './password.ts';
import { limitPostgres, planOfPostgres } from './postgres.ts';
import { setRedisPassword } from './redis.ts';

/** A new password: first at the server, then in the record and in the config vars of every app that uses it. */
export async function rotateCredentials(control: Control, addon: AddonRecord, actor: string): Promise<void> {
  const renewed = { ...addon, password: newPassword(addon.service) };
  if (addon.service === 'postgres') await limitPostgres(control, renewed, planOfPostgres(addon));
  if (addon.service === 'redis') await setRedisPassword(control, addon, renewed.password);
  record(control, renewed, actor);
  if (addon.service === 'mail') await mailService.write(control);
  if (addon.service === 'errors') await errorService.write(control);
  control.wake();
}

function record(control: Control, renewed: AddonRecord, actor: string): void {
  const { store, clock } = control;
  const server = store.addons.servers().find(({ name }) => name === serverOf(renewed));
  store.transaction(() => {
    if (store.addons.find(renewed.name)?.state !== 'available') throw noSuchAddon(renewed.appName, renewed.name);
    store.addons.setPassword(renewed.name, renewed.password);
    if (server !== undefined) tellHolders(control, renewed, { server, why: 'to new credentials', actor });
    const text = `Credentials of ${renewed.name} rotated`;
    store.events.append({ appId: renewed.appId, atMs: clock.nowMs(), kind: 'addon', text, actor });
  });
}
