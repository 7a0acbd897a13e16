import type { Lab } from '../lab.ts';
import { spotKey } from '../rules/waiting.ts';
import { pushOn, type KnownSpot } from './push-on.ts';
import { releasedTopic } from './releases.ts';

/** Submits live pages that were finished, and tells the browsers. Who is missed, because this process dies, is found by their timer. */
export async function finishPages(spots: readonly KnownSpot[], lab: Lab): Promise<void> {
  await Promise.all(
    spots.map(async (spot) => {
      try {
        await pushOn({ ...spot, finishes: true }, lab);
        await lab.live.publish(releasedTopic, spotKey(spot));
      } catch (error) {
        lab.logger.warn('live_page_not_finished', { page: spot.pageIndex, error });
      }
    }),
  );
}
