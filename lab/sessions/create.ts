import { randomBytes, randomInt } from 'node:crypto';
import { DatabaseFault } from '#kit/db/database-fault.ts';
import { BadSession } from '../errors.ts';
import type { Project, SessionConfig } from '../game/define-project.ts';
import { firstRows } from '../game/objects/first-rows.ts';
import type { World } from '../game/objects/world.ts';
import type { Lab } from '../lab.ts';
import { findRoom } from '../rooms/find-room.ts';
import { frozenConfig } from '../rules/session-config.ts';
import { checkHeadcount, fingerprint, headcountStep, sessionPlan, type SessionPlan } from '../rules/session-plan.ts';
import { open } from '../store/rooms.ts';
import { insert, type NewSession } from '../store/sessions.ts';
import { sayIn } from '../texts/texts.ts';
import { projectRules } from './played-session.ts';

/** What somebody wants a session to be. */
export interface SessionWish {
  /** The recipe's name. */
  readonly config: string;
  /** As few as can play, but at least two, when absent. */
  readonly participants?: number;
  /** Other values for `participationFee`, `pointValue` and the recipe's parameters; typed values, or text as forms send it. */
  readonly changes?: Readonly<Record<string, unknown>>;
  readonly label?: string | null;
  readonly comment?: string | null;
  readonly isDemo?: boolean;
  /** With what the project's `mockData` makes up; as it is for demos when absent. */
  readonly isMocked?: boolean;
  /** All of the session's chance comes from it; a new one when absent. */
  readonly seed?: string;
  /** Ties the first seats to these labels. */
  readonly labels?: readonly string[];
  /** The room it is for, instead of the session that is there: whoever waits is called in. */
  readonly room?: string | null;
}

export interface CreatedSession {
  readonly id: number;
  readonly code: string;
  /** The secret of the session-wide link, `/join/{joinCode}`. */
  readonly joinCode: string;
  readonly participantCodes: readonly string[];
}

const uniqueViolation = '23505';

/** Makes a session with all its participants, groups and players of all rounds. Throws BadSession naming what is wrong. */
export async function createSession(lab: Lab, wish: SessionWish): Promise<CreatedSession> {
  if (wish.room) await findRoom(wish.room, lab);
  for (let tries = 1; ; tries += 1) {
    const planned = planSession(lab, wish);
    try {
      const id = await lab.db.inTransaction(async (tx) => {
        const sessionId = await insert(tx, planned);
        if (wish.room) open(tx, { room: wish.room, sessionId });
        return sessionId;
      });
      const { code, join_code: joinCode, config_name: config, num_participants: participants } = planned.session;
      lab.logger.info('session_created', { session: code, config, participants, isDemo: planned.session.is_demo });
      return { id, code, joinCode, participantCodes: planned.participants.map((participant) => participant.code) };
    } catch (error) {
      const isTaken = error instanceof DatabaseFault && error.sqlState === uniqueViolation && /code/.test(error.constraint ?? '');
      if (!isTaken || tries === 5) throw error; // a code that chance gave to two
    }
  }
}

function planSession({ project, clock }: Lab, wish: SessionWish): NewSession {
  const config = configNamed(wish.config, project);
  const people = wish.participants ?? Math.max(headcountStep(config.games), 2);
  checkHeadcount(config.games, people);
  checkLabels(wish, people);
  const values = frozenConfig(config, wish.changes ?? {}, { moneyPlaces: project.money.places, say: sayIn('en') });
  const { rules, rounding } = projectRules(values, project);
  const plan = sessionPlan(config.games, { ...project.fields, shuffled: config.shuffled });
  const code = newCode();
  const facts = {
    id: 0,
    code,
    config: values,
    numParticipants: people,
    isDemo: wish.isDemo ?? false,
    seed: wish.seed ?? randomBytes(12).toString('hex'),
  };
  const world = firstRows({
    plan,
    session: facts,
    rounding,
    rules,
    nowMs: clock.nowMs(),
    people: Array.from({ length: people }, (_, at) => ({ code: newCode(), label: wish.labels?.[at] ?? null })),
    mockData: (wish.isMocked ?? facts.isDemo) && !wish.room ? project.mockData : null,
  });
  return {
    session: {
      code,
      join_code: pronounceableCode(),
      config_name: config.name,
      config: values,
      fingerprint: fingerprint(plan),
      num_participants: people,
      max_page_index: plan.pages.length,
      seed: facts.seed,
      label: wish.label ?? null,
      comment: wish.comment ?? null,
      is_demo: facts.isDemo,
      vars: world.sessionRow().vars,
      data: world.sessionRow().data,
    },
    ...rowsOf(world, plan),
  };
}

function rowsOf(world: World, plan: SessionPlan): Omit<NewSession, 'session'> {
  const { players, groups, subsessions } = world.everything();
  const places = new Map(groups.map((group, at) => [group.id, at]));
  return {
    participants: world.participants(),
    subsessions: plan.subs.map(({ sub, playable, round }, at) => ({
      sub,
      game: playable.game.name,
      round,
      data: subsessions[at]?.data ?? {},
    })),
    groups,
    records: [...world.tables.added].map(({ atMs, participant, group, ...row }) => ({
      ...row,
      participant,
      group: group === null ? null : (places.get(group) ?? null),
      at: new Date(atMs).toISOString(),
    })),
    players: players.map((player) => ({ ...player, group: places.get(player.group) ?? 0 })),
  };
}

function configNamed(name: string, { configs }: Project): SessionConfig {
  const config = configs.find((one) => one.name === name);
  if (config) return config;
  const names = configs.map((one) => one.name).join(', ');
  throw new BadSession('session_config_name', `There is no session configuration ${name}.`, `There are: ${names}.`);
}

function checkLabels({ labels = [], label }: SessionWish, people: number): void {
  if (labels.length > people) throw new BadSession('labels', `There are ${labels.length} labels for ${people} participants.`);
  if (labels.some((one) => one === '' || one.length > 100) || new Set(labels).size < labels.length)
    throw new BadSession('labels', 'Labels of participants are different from one another and at most 100 characters long.');
  if ((label ?? '').length > 300) throw new BadSession('label', 'The label of a session is at most 300 characters long.');
}

const codeLetters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** A participant's or session's code: eight letters and digits by chance. */
export function newCode(): string {
  return Array.from({ length: 8 }, () => codeLetters[randomInt(codeLetters.length)]).join('');
}

/** Four pairs of a consonant and a vowel, which people can read to each other: `bakolume`. */
function pronounceableCode(): string {
  const letter = (letters: string): string => letters.charAt(randomInt(letters.length));
  return Array.from({ length: 4 }, () => letter('bcdfghjklmnprstvwz') + letter('aeiou')).join('');
}
