import type { Spot } from '../../page/reply.ts';

/** Every address of the participants' side: what the handlers listen on. */
export const patterns = {
  start: '/InitializeParticipant/:code',
  join: '/join/:joinCode',
  page: '/p/:code/:slug/:pageName/:pageIndex',
  end: '/p/:code/end',
  released: '/released/:sessionId/:pageIndex/:groupId',
} as const;

/** The links. */
export const paths = {
  start: (code: string): string => `/InitializeParticipant/${encodeURIComponent(code)}`,
  page: ({ code, place }: Spot): string =>
    place ? `/p/${code}/${encodeURIComponent(place.playable.game.slug)}/${place.page.name}/${place.index}` : `/p/${code}/end`,
  released: (meeting: string): string => `/released/${meeting}`,
};

/** Where a participant is. */
export function pathOf(spot: Spot): string {
  return spot.pageIndex === 0 ? paths.start(spot.code) : paths.page(spot);
}
