import { qrCode } from '#kit/print/qr.ts';
import { peopleSince } from '../../check-in/door.ts';
import { checkIn, checkOut } from '../../check-in/tick.ts';
import { NothingThere } from '../../errors.ts';
import * as checkIns from '../../store/check-ins.ts';
import { clockOf } from '../public/site.ts';
import { paths } from './paths.ts';
import type { HomeView } from './views/home.ts';
import type { Visit } from './visit.ts';

/** Whether the visitor is here, what they are scanned by, and where they say it themselves; null for coaches, and where nobody checks in. */
export async function checkInOf({ tab, tournament, key, person }: Visit): Promise<HomeView['checkIn']> {
  if (person.kind === 'coach') return null;
  const own = await checkIns.person(tab.db, { tournamentId: tournament.id, id: person.id, since: peopleSince(tab, tournament) });
  const { public_checkins_submit: byOneself } = tournament.settings;
  if (own === null || (own.identifier === null && own.at === null && !byOneself)) return null;
  return {
    since: clockOf(tournament, own.at),
    badge: own.identifier === null ? null : { digits: own.identifier, square: qrCode(own.identifier) },
    action: byOneself ? paths.checkIn(tournament.slug, key) : null,
  };
}

/** The visitor says that they are here, or that they are not. */
export async function ownCheckIn({ tab, tournament, person }: Visit, body: unknown): Promise<void> {
  if (!tournament.settings.public_checkins_submit || person.kind === 'coach')
    throw new NothingThere('check-in by oneself in this tournament');
  const isIn = typeof body === 'object' && body !== null && Reflect.get(body, 'in') === '1';
  const wish = { tournament, actor: `person:${person.id}`, people: [person.id] };
  await (isIn ? checkIn(tab, wish) : checkOut(tab, wish));
}
