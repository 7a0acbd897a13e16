import type { Lab } from '../lab.ts';
import { releasedTopic } from '../page/releases.ts';
import { spotKey } from '../rules/waiting.ts';

/** More spots than this go in several messages. */
const mostTogether = 400;

/** Tells these people's browsers, in all processes, to look where they are now. */
export async function wake(spots: readonly { readonly code: string; readonly pageIndex: number }[], lab: Lab): Promise<void> {
  for (let at = 0; at < spots.length; at += mostTogether) {
    const keys = spots.slice(at, at + mostTogether).map(spotKey);
    await lab.live.publish(releasedTopic, keys.join(' ')).catch(() => {}); // they see it at their next look
  }
}
