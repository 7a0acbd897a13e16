import type { Lab } from '../lab.ts';
import { lookMark, releasedTopic } from '../page/releases.ts';
import { spotKey } from '../rules/waiting.ts';

/** More spots than this go in several messages. */
const mostTogether = 400;

type Spots = readonly { readonly code: string; readonly pageIndex: number }[];

/** Tells the browsers of people who were moved from there, in all processes, to look where they are now. */
export function wake(spots: Spots, lab: Lab): Promise<void> {
  return publish(spots.map(spotKey), lab);
}

/** The live topic on which processes hear that a session was deleted; the message is its id. */
export const goneTopic = 'lab/session-gone';

/** Tells the browsers of everybody in a session that was deleted to look: they find that it is gone. */
export async function tellGone(sessionId: number, lab: Lab): Promise<void> {
  await lab.live.publish(goneTopic, String(sessionId)).catch(() => {}); // they hear it with their next message
}

/** Tells people's browsers to show their page anew: something about it has changed, but not where they are. */
export function showAnew(spots: Spots, lab: Lab): Promise<void> {
  return publish(
    spots.map((spot) => lookMark + spotKey(spot)),
    lab,
  );
}

async function publish(keys: readonly string[], lab: Lab): Promise<void> {
  for (let at = 0; at < keys.length; at += mostTogether) {
    await lab.live.publish(releasedTopic, keys.slice(at, at + mostTogether).join(' ')).catch(() => {}); // they see it at their next look
  }
}
