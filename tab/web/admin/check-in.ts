import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isIntent, newIntent } from '#kit/db/receipts.ts';
import { openEventStream } from '#kit/http/events.ts';
import { barCode } from '#kit/print/bar-code.ts';
import { qrCode } from '#kit/print/qr.ts';
import { NothingThere, WrongInput } from '../../errors.ts';
import { readDoor, readRooms } from '../../check-in/door.ts';
import { giveIdentifiers } from '../../check-in/identifiers.ts';
import { scan, type ScanLine } from '../../check-in/scan.ts';
import { checkIn, checkOut, membersOf, type TickWish } from '../../check-in/tick.ts';
import { findTournament } from '../../round/find.ts';
import type { IdentifierKind } from '../../rules/check-in/identifiers.ts';
import { readId, type PersonId, type VenueId } from '../../rules/ids.ts';
import type { Tournament } from '../../rules/tournament.ts';
import * as rounds from '../../store/rounds.ts';
import { staffTopic } from '../../tournaments/public-keys.ts';
import { clockOf } from '../public/site.ts';
import { checkInPaths, checkInPatterns } from './check-in-paths.ts';
import { eventOf } from './event.ts';
import { labelsPage } from './views/check-in-labels.ts';
import { scanPage } from './views/check-in-scan.ts';
import { peopleAtDoorPage, roomsAtDoorPage } from './views/check-in.ts';
import { formText, formTexts, visitOf, type Desk, type Visit } from './visit.ts';

interface Named {
  readonly Params: { readonly slug: string };
}
interface OfKind {
  readonly Params: { readonly slug: string; readonly kind: string };
}

/** The door: who is here, scanning them in, ticking them in and out, and the badges they are scanned by. */
export function registerCheckIn(server: FastifyInstance, desk: Desk): void {
  registerLooks(server, desk);
  registerScans(server, desk);
  registerTicks(server, desk);
  registerBadges(server, desk);
}

interface AtDoor {
  readonly visit: Visit;
  readonly tournament: Tournament;
  readonly slug: string;
}

async function atDoor(desk: Desk, request: FastifyRequest<Named>, reply: FastifyReply): Promise<AtDoor> {
  const visit = await visitOf(request, reply, desk);
  const { slug } = request.params;
  return { visit, tournament: await findTournament(desk.tab, slug), slug };
}

function registerLooks(server: FastifyInstance, desk: Desk): void {
  const { tab } = desk;
  server.get<Named>(checkInPatterns.people, async (request, reply) => {
    const { visit, tournament } = await atDoor(desk, request, reply);
    const [all, door] = await Promise.all([rounds.ofTournament(tab.db, tournament.id), readDoor(tab, tournament)]);
    const mayTick = visit.account.may('edit.participantcheckin');
    const clock = (at: Date): string => clockOf(tournament, at) ?? '';
    return visit.show(peopleAtDoorPage({ visitor: visit.visitor, event: eventOf(tournament, all), door, mayTick, clock }));
  });

  server.get<Named>(checkInPatterns.rooms, async (request, reply) => {
    const { visit, tournament } = await atDoor(desk, request, reply);
    const [all, doors] = await Promise.all([rounds.ofTournament(tab.db, tournament.id), readRooms(tab, tournament)]);
    const mayTick = visit.account.may('edit.roomcheckin');
    const clock = (at: Date): string => clockOf(tournament, at) ?? '';
    return visit.show(roomsAtDoorPage({ visitor: visit.visitor, event: eventOf(tournament, all), doors, mayTick, clock }));
  });

  server.get<Named>(checkInPatterns.live, async (request, reply) => {
    const { slug } = await findTournament(tab, request.params.slug);
    const stream = openEventStream(request, reply);
    const refresh = (): void => stream.send('refresh', {});
    for (const end of [tab.live.subscribe(staffTopic(slug), refresh), tab.live.onGap(refresh)]) stream.onClose(end);
    return reply;
  });
}

function registerScans(server: FastifyInstance, desk: Desk): void {
  const { tab } = desk;
  server.get<Named>(checkInPatterns.scan, async (request, reply) => {
    const { visit, tournament } = await atDoor(desk, request, reply);
    const all = await rounds.ofTournament(tab.db, tournament.id);
    return visit.show(scanPage({ visitor: visit.visitor, event: eventOf(tournament, all), intent: newIntent() }));
  });

  server.post<Named>(checkInPatterns.scan, async (request, reply) => {
    const { visit, tournament, slug } = await atDoor(desk, request, reply);
    const { body } = request;
    const intent = formText(body, 'intent');
    if (!isIntent(intent)) throw new WrongInput('This scan says nothing it could be known by.', 'Open the page of scanning again.');
    const { may } = visit.account;
    const kinds = new Set([
      ...(may('edit.participantcheckin') ? (['person'] as const) : []),
      ...(may('edit.roomcheckin') ? (['venue'] as const) : []),
    ]);
    const agoMs = Number(formText(body, 'ago'));
    const lines = await scan(tab, { tournament, actor: visit.actor, text: formText(body, 'scan'), intent, agoMs, kinds });
    const said = lines.map((line) => ({ ...wordsOf(tournament, line), text: line.text }));
    if (request.headers.accept?.includes('json')) return reply.send({ lines: said });
    return visit.goTo(
      checkInPaths.scan(slug),
      said.map(({ words }) => words),
    );
  });
}

function wordsOf(tournament: Tournament, { text, found }: ScanLine): { readonly isKnown: boolean; readonly words: string } {
  if (found === null) return { isKnown: false, words: `${text}: nobody has this identifier.` };
  return { isKnown: true, words: `${found.name}, ${clockOf(tournament, found.at)}` };
}

function registerTicks(server: FastifyInstance, desk: Desk): void {
  const { tab } = desk;
  const tick = async ({ visit, tournament }: AtDoor, of: Pick<TickWish, 'people' | 'venues'>, isIn: boolean): Promise<void> => {
    const wish = { tournament, actor: visit.actor, ...of };
    await (isIn ? checkIn(tab, wish) : checkOut(tab, wish));
  };

  server.post<Named>(checkInPatterns.tick, async (request, reply) => {
    const door = await atDoor(desk, request, reply);
    const ids = idsOf([formText(request.body, 'id')]);
    if (ids.length === 0) throw new WrongInput('Nobody can be ticked under this number.', 'Load the page again.');
    await tick(door, ofKind(door.visit, formText(request.body, 'kind'), ids), formText(request.body, 'in') !== '');
    return reply.send({});
  });

  // The list as a whole, for a browser without scripts: only what was changed on it, so that what others ticked meanwhile stays.
  server.post<Named>(checkInPatterns.save, async (request, reply) => {
    const door = await atDoor(desk, request, reply);
    const kind = formText(request.body, 'kind');
    const before = new Set(idsOf(formText(request.body, 'before').split(',')));
    const ticked = new Set(idsOf(formTexts(request.body, 'id')));
    await tick(door, ofKind(door.visit, kind, [...ticked.difference(before)]), true);
    await tick(door, ofKind(door.visit, kind, [...before.difference(ticked)]), false);
    return door.visit.goTo(kind === 'venue' ? checkInPaths.rooms(door.slug) : checkInPaths.people(door.slug), ['Saved.']);
  });

  server.post<Named>(checkInPatterns.party, async (request, reply) => {
    const door = await atDoor(desk, request, reply);
    const [kind, number] = formText(request.body, 'party').split(':');
    const id = readId(number);
    if (id === null || (kind !== 'team' && kind !== 'institution')) throw new WrongInput('Say which team or institution.');
    const members = await membersOf(tab, door.tournament, { kind, id });
    const isIn = formText(request.body, 'in') !== '';
    await tick(door, { people: members }, isIn);
    const people = members.length === 1 ? '1 person is' : `${members.length} people are`;
    return door.visit.goTo(checkInPaths.people(door.slug), [`${people} ${isIn ? 'in' : 'out'}.`]);
  });
}

const idsOf = (texts: readonly string[]): number[] => texts.flatMap((text) => readId(text) ?? []);

/** @throws NothingThere where the visitor may not tick things of this kind. */
function ofKind({ account }: Visit, kind: string, ids: readonly number[]): Pick<TickWish, 'people' | 'venues'> {
  if (kind === 'person' && account.may('edit.participantcheckin')) return { people: ids.flatMap((id) => readId<PersonId>(id) ?? []) };
  if (kind === 'venue' && account.may('edit.roomcheckin')) return { venues: ids.flatMap((id) => readId<VenueId>(id) ?? []) };
  throw new NothingThere(`check-in of the kind "${kind}" for you`);
}

const kinds: readonly IdentifierKind[] = ['speaker', 'adjudicator', 'venue'];

function registerBadges(server: FastifyInstance, desk: Desk): void {
  const { tab } = desk;
  server.post<Named>(checkInPatterns.identifiers, async (request, reply) => {
    const { visit, tournament, slug } = await atDoor(desk, request, reply);
    const kind = kindIn(formText(request.body, 'kind'));
    const given = await giveIdentifiers(tab, { tournament, kind, actor: visit.actor });
    return visit.goTo(checkInPaths.labels(slug, kind), [given === 0 ? 'All had theirs already.' : `${given} new identifiers.`]);
  });

  server.get<OfKind>(checkInPatterns.labels, async (request, reply) => {
    const { visit, tournament } = await atDoor(desk, request, reply);
    const kind = kindIn(request.params.kind);
    const [all, things] = await Promise.all([rounds.ofTournament(tab.db, tournament.id), labelled(desk, tournament, kind)]);
    const labels = things.flatMap(({ name, detail, identifier }) =>
      identifier === null ? [] : { name, detail, identifier, bars: barCode(identifier), square: qrCode(identifier) },
    );
    return visit.show(
      labelsPage({ visitor: visit.visitor, event: eventOf(tournament, all), kind, labels, wanting: things.length - labels.length }),
    );
  });
}

function kindIn(text: string): IdentifierKind {
  const kind = kinds.find((one) => one === text);
  if (kind === undefined) throw new NothingThere(`badges of the kind "${text}"`);
  return kind;
}

interface Labelled {
  readonly name: string;
  readonly detail: string;
  readonly identifier: string | null;
}

async function labelled({ tab }: Desk, tournament: Tournament, kind: IdentifierKind): Promise<Labelled[]> {
  if (kind === 'venue')
    return (await readRooms(tab, tournament)).map(({ name, category, identifier }) => ({ name, detail: category, identifier }));
  const { teams, adjudicators } = await readDoor(tab, tournament);
  const people = kind === 'adjudicator' ? adjudicators : teams.flatMap(({ speakers }) => speakers);
  return people.map(({ name, team, institution, identifier }) => ({ name, detail: team ?? institution ?? '', identifier }));
}
