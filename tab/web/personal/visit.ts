import type { FastifyReply, FastifyRequest } from 'fastify';
import { linkHash } from '#kit/http/private-link.ts';
import { NothingThere, PasswordNeeded } from '../../errors.ts';
import { findTournament } from '../../round/find.ts';
import { readId, type PersonId } from '../../rules/ids.ts';
import type { Tournament } from '../../rules/tournament.ts';
import * as people from '../../store/people.ts';
import type { LinkedPerson } from '../../store/people.ts';
import * as personal from '../../store/personal.ts';
import type { OwnDebate } from '../../store/personal.ts';
import type { Tab } from '../../tab.ts';
import { isLetIn, refuseClosedForm, type OpenForm } from './open-forms.ts';
import { openPerson, paths } from './paths.ts';
import { publicNames, type PublicNames } from '../../public-pages/names.ts';

export interface LinkParams {
  readonly slug: string;
  readonly key: string;
  readonly seq?: string;
}

/** One request of somebody with a private link. */
export interface Visit {
  readonly tab: Tab;
  readonly tournament: Tournament;
  readonly key: string;
  readonly person: LinkedPerson;
  /** Published debates that concern the person, the newest round first. */
  readonly debates: readonly OwnDebate[];
  /** Participants see teams and people under the names that the public sees. */
  readonly names: PublicNames;
  /** The form is open to everybody, so nothing that only this person may know stands on the page. */
  readonly isOpen: boolean;
  /** Where the person came from. */
  readonly homeUrl: string;
}

type LinkRequest = FastifyRequest<{ Params: LinkParams }>;

/** Whose link this is. A foreign, revoked or mistyped one is answered as if nothing were there; nothing of it is ever kept by a cache. */
export async function visitOf(tab: Tab, request: LinkRequest, reply: FastifyReply): Promise<Visit> {
  reply.header('cache-control', 'no-store').header('x-robots-tag', 'noindex');
  const { slug, key } = request.params;
  const tournament = await findTournament(tab, slug);
  const person = await people.byLink(tab.db, tournament.id, linkHash(key));
  if (person === null) throw new NothingThere('private page behind this link');
  return visitBy(tab, { tournament, key, person, isOpen: false, homeUrl: paths.home(slug, key) });
}

/** The same for a form that the settings may open to everybody: then whoever knows its password, where there is one, may send it. */
export async function formVisitOf(tab: Tab, [request, reply]: readonly [LinkRequest, FastifyReply], form: OpenForm): Promise<Visit> {
  const { slug, key, seq } = request.params;
  const id = readId<PersonId>(openPerson(key));
  if (id === null) return visitOf(tab, request, reply);
  reply.header('cache-control', 'no-store').header('x-robots-tag', 'noindex');
  const tournament = await findTournament(tab, slug);
  refuseClosedForm(tournament, form);
  const homeUrl = form === 'ballots' ? paths.openBallots(slug, Number(seq)) : paths.openFeedback(slug);
  if (!isLetIn(request, tournament)) throw new PasswordNeeded(homeUrl);
  const person = await people.byId(tab.db, tournament.id, id);
  if (person === null) throw new NothingThere('person of this tournament under this address');
  return visitBy(tab, { tournament, key, person, isOpen: true, homeUrl });
}

async function visitBy(tab: Tab, who: Pick<Visit, 'tournament' | 'key' | 'person' | 'isOpen' | 'homeUrl'>): Promise<Visit> {
  const [debates, names] = await Promise.all([personal.debatesOf(tab.db, who.person.id), publicNames(tab, who.tournament)]);
  return { tab, ...who, debates, names };
}

/** The visitor's own debate as an adjudicator of the round. */
export function judgedDebate({ debates }: Visit, seq: string | undefined): OwnDebate {
  const own = debates.find((debate) => debate.roundSeq === Number(seq) && debate.place !== null);
  if (own === undefined) throw new NothingThere(`published debate of round ${seq} that you judge`);
  return own;
}
