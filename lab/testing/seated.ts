import type { FastifyInstance } from 'fastify';
import type { Lab } from '../lab.ts';
import { createSession, type SessionWish } from '../sessions/create.ts';
import { Person } from './participant.ts';

/** A new session, everybody before their first page, one after the other in order of their numbers. */
export async function seated(lab: Lab, server: FastifyInstance | (() => FastifyInstance), wish: SessionWish): Promise<Person[]> {
  const { participantCodes } = await createSession(lab, wish);
  const people: Person[] = [];
  for (const code of participantCodes) {
    const person = new Person(server);
    await person.open(`/InitializeParticipant/${code}`);
    people.push(person);
  }
  return people;
}
