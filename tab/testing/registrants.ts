import type { FastifyInstance } from 'fastify';
import { newIntent } from '#kit/db/receipts.ts';
import { findTournament } from '../round/find.ts';
import type { RegistrationSubject } from '../rules/registration/form.ts';
import type { Tournament } from '../rules/tournament.ts';
import { saveThing } from '../setup/change.ts';
import type { Thing } from '../setup/kind.ts';
import { kinds } from '../setup/kinds.ts';
import * as registration from '../store/registration.ts';
import type { Tab } from '../tab.ts';
import { changeSettings } from '../tournaments/settings.ts';

type Fields = Readonly<Record<string, string | readonly string[]>>;

/** For tests: people in front of the forms of registration, and what came of it. */
export class Registrants {
  readonly #tab: Tab;
  readonly #server: FastifyInstance;
  readonly #slug: string;

  constructor(tab: Tab, server: FastifyInstance, slug: string) {
    this.#tab = tab;
    this.#server = server;
    this.#slug = slug;
  }

  tournament(): Promise<Tournament> {
    return findTournament(this.#tab, this.#slug);
  }

  async set(values: Record<string, unknown>): Promise<void> {
    await changeSettings(this.#tab, { tournament: await this.tournament(), values, actor: 'test' });
  }

  get(url: string) {
    return this.#server.inject({ url, headers: { accept: 'text/html' } });
  }

  post(url: string, fields: Fields) {
    const body = new URLSearchParams();
    const all = Object.entries({ intent: newIntent(), ...fields });
    for (const [name, value] of all) for (const one of [value].flat()) body.append(name, one);
    const headers = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', host: 'tab.example.org' };
    return this.#server.inject({ method: 'POST', url, headers, payload: body.toString() });
  }

  /** The organisers ask something more. */
  async ask(values: Record<string, unknown>): Promise<void> {
    await saveThing(this.#tab, { actor: 'test', id: null, tournament: await this.tournament(), kind: kinds.questions, values });
  }

  /** The field of one of the organisers' questions, by its heading. */
  async question(part: string, heading: string): Promise<string> {
    const all = await kinds.questions.list(this.#tab.db, (await this.tournament()).id);
    return `${part}-question-${all.find(({ label }) => label === heading)?.id}`;
  }

  async listed(kind: 'teams' | 'adjudicators' | 'speakers' | 'institutions', label: string): Promise<Thing | undefined> {
    return (await kinds[kind].list(this.#tab.db, (await this.tournament()).id)).find((one) => one.label === label);
  }

  async all(subject: RegistrationSubject): Promise<registration.Registrant[]> {
    return registration.registrants(this.#tab.db, (await this.tournament()).id, subject);
  }

  async from(team: string): Promise<registration.Registrant[]> {
    return (await this.all('speaker')).filter(({ from }) => from === team);
  }
}

/** The secret in the address of a private page. */
export const keyIn = (location: unknown): string => /privateurls\/(\w+)\//.exec(String(location))?.[1] ?? '';
