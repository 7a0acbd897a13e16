import type { FastifyReply, FastifyRequest } from 'fastify';
import { linkHash } from '#kit/http/private-link.ts';
import { NothingThere } from '../../errors.ts';
import { findTournament } from '../../round/find.ts';
import type { Tournament } from '../../rules/tournament.ts';
import * as people from '../../store/people.ts';
import type { LinkedPerson } from '../../store/people.ts';
import * as personal from '../../store/personal.ts';
import type { OwnDebate } from '../../store/personal.ts';
import type { Tab } from '../../tab.ts';
import { publicNames, type PublicNames } from '../public/names.ts';

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
}

/** Whose link this is. A foreign, revoked or mistyped one is answered as if nothing were there; nothing of it is ever kept by a cache. */
export async function visitOf(tab: Tab, request: FastifyRequest<{ Params: LinkParams }>, reply: FastifyReply): Promise<Visit> {
  reply.header('cache-control', 'no-store').header('x-robots-tag', 'noindex');
  const { slug, key } = request.params;
  const tournament = await findTournament(tab, slug);
  const person = await people.byLink(tab.db, tournament.id, linkHash(key));
  if (person === null) throw new NothingThere('private page behind this link');
  const [debates, names] = await Promise.all([personal.debatesOf(tab.db, person.id), publicNames(tab, tournament)]);
  return { tab, tournament, key, person, debates, names };
}

/** The visitor's own debate as an adjudicator of the round. */
export function judgedDebate({ debates }: Visit, seq: string | undefined): OwnDebate {
  const own = debates.find((debate) => debate.roundSeq === Number(seq) && debate.place !== null);
  if (own === undefined) throw new NothingThere(`published debate of round ${seq} that you judge`);
  return own;
}
