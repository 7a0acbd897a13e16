import type { FastifyRequest } from 'fastify';
import type { Project, SessionConfig } from '../../game/define-project.ts';
import type { Lab } from '../../lab.ts';
import { columnName } from '../../rules/export-table.ts';
import { realMoney } from '../../rules/payoff.ts';
import { projectRules } from '../../sessions/played-session.ts';
import { createSession } from '../../sessions/create.ts';
import { list, participants, type ParticipantLine, type SessionHead } from '../../store/overview.ts';
import { publicAddress, sessionNamed } from '../find-session.ts';
import { newSession, readArguments, sessionDetails } from './arguments.ts';
import { roomsBySession, roomUrl } from './rooms.ts';

interface Addresses {
  readonly session_wide_url: string;
  readonly admin_url: string;
  /** Only while the session is in a room. */
  readonly room_url?: string;
}

interface Addressed {
  readonly code: string;
  readonly joinCode: string;
  readonly room?: string | null | undefined;
}

function addressesOf(address: string, { code, joinCode, room }: Addressed): Addresses {
  return {
    session_wide_url: `${address}/join/${joinCode}`,
    admin_url: `${address}/sessions/${code}/monitor`,
    ...(room && { room_url: roomUrl(address, room) }),
  };
}

/** The recipes, with the names that oTree gives their keys. */
export function sessionConfigs({ configs }: Project): object[] {
  return configs.map((config) => ({
    name: config.name,
    display_name: config.displayName,
    app_sequence: config.games.map(({ game }) => game.name),
    num_demo_participants: config.demoParticipants,
    doc: config.doc,
    participation_fee: config.participationFee,
    real_world_currency_per_point: config.pointValue,
    ...Object.fromEntries(Object.entries(config.params).map(([key, param]) => [columnName(key), param.value])),
  }));
}

/** Sessions that are no demos, in the order they were made. */
export async function listSessions(lab: Lab, request: FastifyRequest): Promise<object[]> {
  const address = publicAddress(lab, request);
  const [rooms, ...lists] = await Promise.all([roomsBySession(lab), list(lab.db, true), list(lab.db, false)]);
  const byAge = lists.flat().sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  return byAge.map((session) => ({
    code: session.code,
    num_participants: session.numParticipants,
    created_at: session.createdAt.getTime() / 1000,
    label: session.label,
    config_name: session.configName,
    ...addressesOf(address, { ...session, room: rooms.get(session.code) }),
  }));
}

/** Makes a session. */
export async function makeSession(lab: Lab, request: FastifyRequest): Promise<object> {
  const wish = readArguments(newSession, request.body);
  const room = wish.room_name ?? null;
  const config = lab.project.configs.find((one) => one.name === wish.session_config_name);
  const created = await createSession(lab, {
    config: wish.session_config_name,
    label: wish.label ?? null,
    room,
    changes: config ? changesOf(wish.modified_session_config_fields ?? {}, config) : {},
    ...(wish.num_participants !== undefined && { participants: wish.num_participants }),
  });
  return { code: created.code, ...addressesOf(publicAddress(lab, request), { ...created, room }) };
}

/** A configuration with the names that oTree gives its keys. */
function namedAsInOtree(config: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key === 'pointValue' ? pointValueName : columnName(key), value]));
}

const pointValueName = 'real_world_currency_per_point';

/** Both ways of writing a parameter's name are understood: the project's own and that of exports. */
function changesOf(fields: Readonly<Record<string, unknown>>, { params }: SessionConfig): Record<string, unknown> {
  const names = new Map(['participationFee', ...Object.keys(params)].map((key) => [columnName(key), key]));
  names.set(pointValueName, 'pointValue');
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [names.get(name) ?? name, value]));
}

/** One session with its participants, and the values that are asked for. */
export async function sessionByCode(lab: Lab, request: FastifyRequest, code: string): Promise<object> {
  const wanted = readArguments(sessionDetails, request.method === 'POST' ? request.body : listsIn(request.query));
  const session = await sessionNamed(lab, code);
  const everybody = await participants(lab.db, session.id);
  const people = everybody.filter(({ label }) => !wanted.participant_labels || wanted.participant_labels.includes(label ?? ''));
  return {
    code: session.code,
    num_participants: session.numParticipants,
    created_at: session.createdAt.getTime() / 1000,
    label: session.label,
    config_name: session.configName,
    ...addressesOf(publicAddress(lab, request), session),
    config: namedAsInOtree(session.config),
    REAL_WORLD_CURRENCY_CODE: lab.project.currency.code,
    participants: people.map((person) => participantOf(person, { lab, session, vars: wanted.participant_vars ?? [] })),
    ...chosen({ ...session.vars, ...session.data }, wanted.session_vars ?? []),
  };
}

interface Wanted {
  readonly lab: Lab;
  readonly session: SessionHead;
  readonly vars: readonly string[];
}

function participantOf(person: ParticipantLine, { lab, session, vars }: Wanted): object {
  const { rules } = projectRules(session.config, lab.project);
  return {
    id_in_session: person.number,
    code: person.code,
    label: person.label,
    payoff_in_real_world_currency: realMoney(person.payoff, rules.rate),
    finished: person.pageIndex > session.maxPageIndex,
    ...chosen({ ...person.vars, ...person.data }, vars),
  };
}

/** What was never set is left out. */
function chosen(values: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.flatMap((name) => (Object.hasOwn(values, name) ? [[name, values[name]]] : [])));
}

/** A query's lists: `?participant_vars=a&participant_vars=b`. */
function listsIn(query: unknown): object {
  const entries = typeof query === 'object' && query !== null ? Object.entries(query) : [];
  return Object.fromEntries(entries.map(([name, value]) => [name, Array.isArray(value) ? value : [value]]));
}
