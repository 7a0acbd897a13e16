import type { Queryable } from '#kit/db/connect.ts';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { nearestLanguage, sayer, type Say } from '#kit/i18n/messages.ts';
import { NoSuchAsset } from '../errors.ts';
import type { Project } from '../game/define-project.ts';
import type { ProjectRules } from '../game/objects/objects.ts';
import type { SessionFacts } from '../game/objects/rows.ts';
import type { Rounding } from '../rules/field-value.ts';
import { isLanguage } from '../rules/session-config.ts';
import { fingerprint, sessionPlan, type SessionPlan } from '../rules/session-plan.ts';
import { byId, type StoredSession } from '../store/sessions.ts';
import { sayIn, type LabSay } from '../texts/texts.ts';

/** What hardly ever changes about a session, ready to be played: see `sessionEdited`. */
export interface PlayedSession {
  readonly facts: SessionFacts;
  readonly plan: SessionPlan;
  readonly rules: ProjectRules;
  readonly rounding: Rounding;
  /** The lab's own texts in the session's language. */
  readonly say: LabSay;
  /** The addresses of the style sheets of every participant's page. */
  readonly styles: readonly string[];
  /** How participants' pages are arranged, as the project says. */
  readonly layout: Project['layout'];
  /** The same session as somebody reads it who has another language. */
  readonly inLanguage: (language: unknown) => PlayedSession;
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
  const plan = config && sessionPlan(config.games, { ...project.fields, shuffled: config.shuffled });
  if (!plan || fingerprint(plan) !== stored.fingerprint) throw new GamesChanged(stored);
  return inOwnLanguage({ facts: stored, plan, ...projectRules(stored.config, project) }, project);
}

function inOwnLanguage(session: Omit<PlayedSession, 'say' | 'styles' | 'layout' | 'inLanguage'>, project: Project): PlayedSession {
  const { money } = session.rules;
  const others = new Map<string, PlayedSession>();
  const own: PlayedSession = {
    ...session,
    say: sayIn(money.language),
    styles: project.styles.map(addressOf(project.assets)),
    layout: project.layout,
    inLanguage: (language) => {
      if (typeof language !== 'string' || language === money.language || !isLanguage(language)) return own;
      const known = others.get(language) ?? { ...own, say: sayIn(language), rules: { ...session.rules, ...wordsIn(language, project) } };
      if (others.size < mostRemembered) others.set(language, known);
      return known;
    },
  };
  return own;
}

/** How amounts are rounded, written and paid in a session of this configuration. */
export function projectRules(config: Readonly<Record<string, unknown>>, project: Project): Pick<PlayedSession, 'rules' | 'rounding'> {
  const rate = {
    points: project.money.points,
    pointValue: Number(config['pointValue']),
    participationFee: Number(config['participationFee']),
    currencyPlaces: project.currency.places,
  };
  const { language } = config;
  const words = wordsIn(typeof language === 'string' ? language : project.language, project);
  return { rules: { rate, ...words }, rounding: { moneyPlaces: project.money.places } };
}

/** How somebody reads amounts, yes and no, and what the author wrote. */
function wordsIn(language: string, project: Project): Omit<ProjectRules, 'rate'> {
  const say = sayIn(language);
  return {
    money: { ...project.money, language },
    t: authorsTexts(language, project),
    yesAndNo: [say('yes'), say('no')],
    asset: addressOf(project.assets),
  };
}

/** Addresses of the project's files, by their paths. */
export function addressOf({ version, paths }: Project['assets']): (path: string) => string {
  const known = new Set(paths);
  return (path) => {
    if (!known.has(path)) throw new NoSuchAsset(path);
    return `/assets/${version}/${path.split('/').map(encodeURIComponent).join('/')}`;
  };
}

/** The author's texts in the nearest language there is, and for what is missing there in the project's own. */
function authorsTexts(language: string, { texts, language: own }: Project): Say {
  const there = Object.keys(texts);
  const nearest = nearestLanguage(language, there) ?? nearestLanguage(own, there);
  const fallback = texts[nearestLanguage(own, there) ?? ''] ?? {};
  return sayer({ ...fallback, ...(nearest !== null && texts[nearest]) }, nearest ?? language);
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
