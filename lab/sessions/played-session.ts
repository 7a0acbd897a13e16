import type { Queryable } from '#kit/db/connect.ts';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Project } from '../game/define-project.ts';
import type { ProjectRules } from '../game/objects/objects.ts';
import type { SessionFacts } from '../game/objects/rows.ts';
import type { Rounding } from '../rules/field-value.ts';
import { fingerprint, sessionPlan, type SessionPlan } from '../rules/session-plan.ts';
import { byId, type StoredSession } from '../store/sessions.ts';

/** What hardly ever changes about a session, ready to be played: see `sessionEdited`. */
export interface PlayedSession {
  readonly facts: SessionFacts;
  readonly plan: SessionPlan;
  readonly rules: ProjectRules;
  readonly rounding: Rounding;
}

/** The live topic on which processes hear that a session has other settings or more people; the message is its id. */
export const sessionEdited = 'lab/session-edited';

const mostRemembered = 1_000;

/** Sessions by id, read once a process. */
export class PlayedSessions {
  readonly #db: Queryable;
  readonly #project: Project;
  readonly #known = new Map<number, PlayedSession>();

  constructor(db: Queryable, project: Project) {
    this.#db = db;
    this.#project = project;
  }

  /** Its settings were changed: they are read again. */
  forget(id: number): void {
    this.#known.delete(id);
  }

  /** Null when it was deleted. Throws when its games are no longer those it was made with. */
  async get(id: number): Promise<PlayedSession | null> {
    const known = this.#known.get(id);
    if (known) return known;
    const stored = await byId(this.#db, id);
    if (!stored) return null;
    const session = playedSession(stored, this.#project);
    const [oldest] = this.#known.keys();
    if (oldest !== undefined && this.#known.size >= mostRemembered) this.#known.delete(oldest);
    this.#known.set(id, session);
    return session;
  }
}

function playedSession(stored: StoredSession, project: Project): PlayedSession {
  const config = project.configs.find(({ name }) => name === stored.configName);
  const plan = config && sessionPlan(config.games, project.fields);
  if (!plan || fingerprint(plan) !== stored.fingerprint) throw new GamesChanged(stored);
  return { facts: stored, plan, ...projectRules(stored.config, project) };
}

/** How amounts are rounded, written and paid in a session of this configuration. */
export function projectRules(config: Readonly<Record<string, unknown>>, project: Project): Pick<PlayedSession, 'rules' | 'rounding'> {
  const rate = {
    points: project.money.points,
    pointValue: Number(config['pointValue']),
    participationFee: Number(config['participationFee']),
    currencyPlaces: project.currency.places,
  };
  return { rules: { money: project.money, rate }, rounding: { moneyPlaces: project.money.places } };
}

class GamesChanged extends RostraError {
  constructor({ code, configName }: StoredSession) {
    super({
      code: 'LAB_GAMES_CHANGED',
      status: 409,
      message: `The session ${code} was made with other pages or rounds than ${configName} has now.`,
      hint: 'Make a new session, or bring the games back as they were.',
    });
  }
}
