import type { Spot } from '../../page/reply.ts';

/** Every address of the participants' side: what the handlers listen on. */
export const patterns = {
  start: '/InitializeParticipant/:code',
  join: '/join/:joinCode',
  page: '/p/:code/:slug/:pageName/:pageIndex',
  end: '/p/:code/end',
  notice: '/p/:code/notice',
  back: '/p/:code/back',
  away: '/p/:code/away',
  stop: '/p/:code/stop/:pageIndex',
  draft: '/p/:code/draft/:pageIndex',
  released: '/released/:sessionId/:pageIndex/:groupId',
  here: '/here/:code/:pageIndex',
  room: '/room/:name',
  roomLive: '/room/:name/live',
} as const;

/** Somebody's link to a room. */
interface RoomLink {
  readonly label?: string | null;
  readonly hash?: string | null;
  /** They have pressed Start. */
  readonly isWelcomed?: boolean;
}

/** The links. */
export const paths = {
  start: (code: string): string => `/InitializeParticipant/${encodeURIComponent(code)}`,
  page: ({ code, place }: Spot): string =>
    place ? `/p/${code}/${encodeURIComponent(place.playable.game.slug)}/${place.page.name}/${place.index}` : `/p/${code}/end`,
  back: ({ code }: Pick<Spot, 'code'>): string => `/p/${code}/back`,
  away: ({ code }: Pick<Spot, 'code'>): string => `/p/${code}/away`,
  stop: ({ code, pageIndex }: Spot): string => `/p/${code}/stop/${pageIndex}`,
  notice: ({ code }: Pick<Spot, 'code'>): string => `/p/${code}/notice`,
  draft: ({ code, pageIndex }: Spot): string => `/p/${code}/draft/${pageIndex}`,
  released: (meeting: string, { code }: Pick<Spot, 'code'>): string => `/released/${meeting}?by=${code}`,
  live: ({ code, pageIndex }: Spot): string => `/live/${code}/${pageIndex}`,
  here: ({ code, pageIndex }: Spot): string => `/here/${code}/${pageIndex}`,
  room: (name: string, link: RoomLink = {}): string => `/room/${encodeURIComponent(name)}${queryOf(link)}`,
  roomLive: (name: string, link: RoomLink): string => `/room/${encodeURIComponent(name)}/live${queryOf(link)}`,
};

function queryOf({ label, hash, isWelcomed }: RoomLink): string {
  const query = new URLSearchParams({
    ...(label && { participant_label: label }),
    ...(hash && { hash }),
    ...(isWelcomed && { welcome_page_ok: '1' }),
  });
  return query.size === 0 ? '' : `?${query.toString()}`;
}

/** Where a participant is. */
export function pathOf(spot: Spot): string {
  return spot.pageIndex === 0 ? paths.start(spot.code) : paths.page(spot);
}
