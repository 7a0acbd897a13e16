import { setTimeout as delay } from 'node:timers/promises';
import { invariant } from '#kit/errors/invariant.ts';
import { moveIn, type Bot, type BotMove } from '../game/bot.ts';
import { callAuthor, type PlayableGame } from '../game/definition.ts';
import type { Lab } from '../lab.ts';
import type { Visit } from '../page/load-visit.ts';
import type { PagePlace, SubPlace } from '../rules/session-plan.ts';
import { botContext, lookAround } from './bot-context.ts';
import { BotFault, sentenceOf } from './bot-fault.ts';
import { checkOutcome, checkPossible, faultWords } from './check-move.ts';
import type { Door } from './door.ts';
import type { LivePlays, LiveProgress } from './live.ts';
import type { ReadPage } from './read-page.ts';

/** Whose seat it is and who plays for them. */
export interface Seated {
  readonly code: string;
  /** From 1 in the session. */
  readonly number: number;
  readonly bots: ReadonlyMap<PlayableGame, Bot>;
  /** From 0. */
  readonly caseIndex: number;
  readonly door: Door;
  /** Of the session. */
  readonly lives: LivePlays;
  /** Told of each page that was taken. */
  readonly onMove?: (taken: TakenMove) => void;
}

/** A page that a bot has sent. */
export interface TakenMove {
  readonly place: PagePlace;
  /** The player's id in their group. */
  readonly player: number;
  readonly move: BotMove;
}

export type Progress = 'moved' | 'waits' | 'done';

/** One participant that bots play for, game after game and round after round. */
export class BotSeat {
  readonly #seated: Seated;
  readonly #lab: Lab;
  #place: PagePlace | null = null;
  #page: ReadPage | null = null;
  #visit: Visit | null = null;
  #playing: { readonly round: SubPlace; readonly moves: Generator<unknown, void, void> } | null = null;
  #isDone = false;
  /** Yielded, but for a page to which a live page still has to lead. */
  #early: BotMove | null = null;
  #earlyLooks = 0;
  /** Of draws of chance, one after the other. */
  #refusals = 0;

  constructor(seated: Seated, lab: Lab) {
    this.#seated = seated;
    this.#lab = lab;
  }

  /** `participant 2 is on Results of bargaining, round 1` */
  get words(): string {
    return `participant ${this.#seated.number} is ${wordsOf(this.#place)}`;
  }

  /** Makes the next move, unless the participant waits for others or the bots have ended. Throws a BotFault that says where it happened. */
  async step(): Promise<Progress> {
    if (this.#isDone) return 'done';
    try {
      await this.#arrive();
      if (this.#place?.page.kind === 'wait') return 'waits';
      const live = await this.#playLive();
      if (live !== 'over') return live === 'played' ? 'moved' : 'waits';
      const move = this.#nextMove();
      if (move === 'early') return this.#lookAgain();
      this.#isDone = move === null;
      if (move) await this.#make(move);
      return move ? 'moved' : 'done';
    } catch (error) {
      throw new BotFault(`${this.words}: ${sentenceOf(error)}`, { cause: error });
    }
  }

  /** Reads the page where the participant is, and looks around there: once more when others have moved them on between the two. */
  async #arrive(): Promise<void> {
    const { code, door } = this.#seated;
    for (let looks = 0; looks < mostLooks; looks += 1) {
      const { pageIndex, page } = await door.arrive(code);
      this.#page = page;
      this.#visit = await lookAround(code, this.#lab);
      this.#place = this.#visit.place;
      if (pageIndex === (this.#place?.index ?? null)) return;
    }
    throw new BotFault('what is shown is not the page where they are, however often one looks');
  }

  /** What the bot of this round does next; null when the bots have ended where they may. */
  #nextMove(): BotMove | 'early' | null {
    for (;;) {
      this.#playing ??= this.#begin();
      if (!this.#playing) return null;
      const { round, moves } = this.#playing;
      if (this.#early) return this.#moveFrom(this.#early, round);
      const next = moves.next();
      if (!next.done) return this.#moveFrom(next.value, round);
      if (this.#place?.sub === round.sub) return restStaysOpen(this.#place);
      this.#playing = null;
    }
  }

  #begin(): { round: SubPlace; moves: Generator<unknown, void, void> } | null {
    const round = this.#place;
    const bot = round && this.#seated.bots.get(round.playable);
    if (!bot) return null;
    const eyes = { visit: () => this.#visitNow(), html: () => this.#page?.html ?? '' };
    const given = bot.cases[this.#seated.caseIndex % bot.cases.length];
    return { round, moves: callAuthor(bot.play, botContext(eyes, round, given)) };
  }

  #visitNow(): Visit {
    invariant(this.#visit, 'a bot looks around before it plays');
    return this.#visit;
  }

  #moveFrom(yielded: unknown, round: SubPlace): BotMove | 'early' {
    const move = yielded === this.#early ? this.#early : moveIn(yielded);
    if (!move) throw new BotFault(`a bot yields ['Page', { field: value }], submit(…) or mustFail(…), not ${JSON.stringify(yielded)}`);
    const isElsewhere = this.#place?.sub !== round.sub || this.#place.page.name !== move.page;
    this.#early = isElsewhere && isLive(this.#place) ? move : null;
    if (this.#early) return 'early';
    if (isElsewhere) throw new BotFault(`the bot of ${round.playable.game.name}, round ${round.round}, sends ${move.page} instead`);
    return move;
  }

  /** A live page that was finished is left by itself; that takes a moment. */
  async #lookAgain(): Promise<Progress> {
    this.#earlyLooks += 1;
    if (this.#earlyLooks > mostEarlyLooks) throw new BotFault(`the bot sends ${this.#early?.page} instead, and nothing leads there`);
    await delay(betweenLooksMs);
    return 'moved';
  }

  async #playLive(): Promise<LiveProgress> {
    const bot = this.#place && this.#seated.bots.get(this.#place.playable);
    if (!bot || !this.#place) return 'over';
    const { door, code, caseIndex, lives } = this.#seated;
    const given = bot.cases[caseIndex % bot.cases.length];
    return lives.visit({ bot, place: this.#place, given, door, look: () => lookAround(code, this.#lab) });
  }

  async #make(move: BotMove): Promise<void> {
    invariant(this.#place && this.#page, 'a move is made on a page');
    const { code, door } = this.#seated;
    this.#earlyLooks = 0;
    checkPossible(move, { seen: this.#page, known: fieldNames(this.#place) });
    const [place, player] = [this.#place, this.#visitNow().row.seat.player.seat];
    const faults = await door.send({ code, place }, move);
    checkOutcome(move, faults);
    this.#refusals = faults && move.refusal === 'maybe' ? this.#refusals + 1 : 0;
    if (faults && this.#refusals > mostRefusals)
      throw new BotFault(`${mostRefusals} answers drawn by chance were refused, the last one because of ${faultWords(faults)}`);
    if (!faults) this.#seated.onMove?.({ place, player, move });
  }
}

/** Then chance will not find an answer; the game's author has to write a bot. */
const mostRefusals = 30;

/** A bot may leave the last page of its game open: many have no button. */
function restStaysOpen({ playable, page, round }: PagePlace): null {
  if (page === playable.pages.at(-1) && round === playable.game.rounds) return null;
  throw new BotFault('the bot has ended, but this page is still to be sent');
}

function fieldNames({ playable }: PagePlace): ReadonlySet<string> {
  const { player, group } = playable.game.fields;
  return new Set([...Object.keys(player), ...Object.keys(group)]);
}

const isLive = (place: PagePlace | null): boolean => place?.page.kind === 'page' && place.page.live !== null;

/** Each but the last one saw others move them on. */
const mostLooks = 100;

/** Five seconds in all. */
const betweenLooksMs = 50;
const mostEarlyLooks = 100;

function wordsOf(place: PagePlace | null): string {
  return place ? `on ${place.page.name} of ${place.playable.game.name}, round ${place.round}` : 'past the last page';
}
