import type { FastifyInstance, FastifyRequest } from 'fastify';
import { NotAllowed, NothingThere } from '../../errors.ts';
import { peopleSince, roomsSince } from '../../check-in/door.ts';
import { giveIdentifiers } from '../../check-in/identifiers.ts';
import { checkIn, checkOut, type TickWish } from '../../check-in/tick.ts';
import { findTournament } from '../../round/find.ts';
import type { IdentifierKind } from '../../rules/check-in/identifiers.ts';
import { readId, type PersonId, type VenueId } from '../../rules/ids.ts';
import type { Tournament } from '../../rules/tournament.ts';
import * as checkIns from '../../store/check-ins.ts';
import type { OwnCheckIn } from '../../store/check-ins.ts';
import type { Tab } from '../../tab.ts';
import { urlsOf } from './call.ts';
import { actorOf } from './caller.ts';
import { participantOf } from './participant.ts';

type CheckInRequest = FastifyRequest<{ Params: { readonly slug: string; readonly id: string } }>;

/** How one kind is found and ticked; `text` is the number in the address. */
interface AtDoor {
  readonly kind: IdentifierKind;
  readonly read: (tab: Tab, tournament: Tournament, text: string) => Promise<OwnCheckIn | null>;
  readonly ticked: (text: string) => Pick<TickWish, 'people' | 'venues'>;
}

const personAtDoor = (kind: 'speaker' | 'adjudicator'): AtDoor => ({
  kind,
  read: async (tab, tournament, text) => {
    const id = readId<PersonId>(text);
    if (id === null) return null;
    const own = await checkIns.person(tab.db, { tournamentId: tournament.id, id, since: peopleSince(tab, tournament) });
    return own?.kind === kind ? own : null;
  },
  ticked: (text) => ({ people: [readId<PersonId>(text)].filter((id) => id !== null) }),
});

const roomAtDoor: AtDoor = {
  kind: 'venue',
  read: async (tab, tournament, text) => {
    const id = readId<VenueId>(text);
    return id === null ? null : checkIns.room(tab.db, { tournamentId: tournament.id, id, since: roomsSince(tab, tournament) });
  },
  ticked: (text) => ({ venues: [readId<VenueId>(text)].filter((id) => id !== null) }),
};

const doors = { speakers: personAtDoor('speaker'), adjudicators: personAtDoor('adjudicator'), venues: roomAtDoor } as const;
type Plural = keyof typeof doors;

/** Whether a speaker, an adjudicator or a room is here: looked up, put in (PUT), out (DELETE), turned round (PATCH), given an identifier (POST). */
export function registerCheckIns(server: FastifyInstance, tab: Tab): void {
  for (const plural of ['speakers', 'adjudicators', 'venues'] as const) registerKind(server, tab, plural);
}

function registerKind(server: FastifyInstance, tab: Tab, plural: Plural): void {
  const door = doors[plural];
  const path = `/tournaments/:slug/${plural}/:id/checkin`;
  const turn = async (request: CheckInRequest, isIn: (now: OwnCheckIn) => boolean) => {
    const { tournament, now } = await find(tab, request, door);
    const who = participantOf(request);
    const wish = { tournament, actor: who === null ? actorOf(request) : `person:${who.id}`, ...door.ticked(request.params.id) };
    await (isIn(now) ? checkIn(tab, wish) : checkOut(tab, wish));
    return shapeNow(tab, request, plural);
  };
  server.get(path, (request: CheckInRequest, _reply) => shapeNow(tab, request, plural));
  server.put(path, (request: CheckInRequest, _reply) => turn(request, () => true));
  server.delete(path, (request: CheckInRequest, _reply) => turn(request, () => false));
  server.patch(path, (request: CheckInRequest, _reply) => turn(request, ({ at }) => at === null));
  server.post(path, async (request: CheckInRequest, reply) => {
    const { tournament } = await find(tab, request, door);
    await giveIdentifiers(tab, { tournament, kind: door.kind, actor: actorOf(request), only: Number(request.params.id) });
    return reply.code(201).send(await shapeNow(tab, request, plural));
  });
}

interface Found {
  readonly tournament: Tournament;
  readonly now: OwnCheckIn;
}

async function find(tab: Tab, request: CheckInRequest, door: AtDoor): Promise<Found> {
  const { slug, id } = request.params;
  const tournament = await findTournament(tab, slug);
  refuseOthers(request, tournament);
  const now = await door.read(tab, tournament, id);
  if (now === null) throw new NothingThere(`${door.kind} ${id}`);
  return { tournament, now };
}

/** Participants are kept to themselves, and only where the settings let them check in. */
function refuseOthers(request: CheckInRequest, { settings }: Tournament): void {
  const who = participantOf(request);
  if (who === null) return;
  if (String(who.id) !== request.params.id) throw new NothingThere('check-in of yours under this address');
  if (!settings.public_checkins_submit) throw new NotAllowed('check in here by yourself, because the settings leave it to the tab room');
}

async function shapeNow(tab: Tab, request: CheckInRequest, plural: Plural) {
  const { now } = await find(tab, request, doors[plural]);
  return {
    object: urlsOf(request)(`tournaments/${request.params.slug}/${plural}/${request.params.id}`),
    barcode: now.identifier,
    checked: now.at !== null,
    timestamp: now.at,
  };
}
