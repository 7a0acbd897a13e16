import type { RostraError } from '#kit/errors/rostra-error.ts';
import type { Control } from '../control/control.ts';
import { followedConfig } from './errors.ts';
import type { ConfigRef } from '../rules/config-refs.ts';
import type { ConfigPatch } from '../rules/config-vars.ts';
import type { AppRecord } from '../store/apps.ts';

/** A var that comes from elsewhere is changed there, and one that others take is not removed under them. */
export function refuseFollowing({ store }: Control, app: AppRecord, patch: ConfigPatch): void {
  const attached = store.configRefs.ofApp(app.id).find(({ key }) => Object.hasOwn(patch, key));
  if (attached !== undefined)
    throw followedConfig(
      `${attached.key} follows ${attached.sourceKey} of ${attached.source}.`,
      `Change it there, or give it a value of its own first: rostra config:detach ${attached.key} --app ${app.name}`,
    );
  const follower = store.configRefs.followersOf(app.id).find(({ sourceKey }) => patch[sourceKey] === null);
  if (follower !== undefined) throw takenBy(follower);
}

/** An app whose config vars others take is not destroyed under them. */
export function refuseWhileFollowed({ store }: Control, app: AppRecord): void {
  const [follower] = store.configRefs.followersOf(app.id);
  if (follower !== undefined) throw takenBy(follower);
}

const takenBy = ({ app, key, source, sourceKey }: ConfigRef): RostraError =>
  followedConfig(`${app} takes ${sourceKey} from ${source}.`, `Let it go first: rostra config:detach ${key} --app ${app}`);
