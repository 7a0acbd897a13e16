import { parse } from 'node-html-parser';
import { answersTo, readForm } from '#kit/html/read-form.ts';
import type { Random } from '#kit/math/random.ts';
import type { Bot, BotMove } from '../game/bot.ts';
import type { GameDefinition, PlayableGame } from '../game/definition.ts';
import { drawnSet } from '../rules/drawn-set.ts';
import type { PagePlace } from '../rules/session-plan.ts';
import { drawnMessage } from './drawn-message.ts';
import { readMarkup } from './read-page.ts';

/** Plays any game without knowing it: it fills in what a page shows, as the page's own rules allow, and goes on. What it draws comes from `random`. */
export function autoBot(game: PlayableGame, random: Random): Bot {
  return {
    game,
    cases: [undefined],
    settings: null,
    act: null,
    play: (ctx: Eyes) => playRound(ctx, random),
    live: (ctx: LiveEyes) => playLive(ctx, { game, random }),
  };
}

interface Eyes {
  readonly html: () => string;
  readonly here: () => PagePlace | null;
}

function* playRound({ html, here }: Eyes, random: Random): Generator<BotMove, void, void> {
  const round = here()?.sub;
  for (let place = here(); place?.sub === round && place; place = here()) {
    const move = moveOn(place, html(), random);
    if (!move) return;
    yield move;
  }
}

/** Null on a page that has nothing to press: it is left open. */
function moveOn({ page, playable }: PagePlace, html: string, random: Random): BotMove | null {
  const seen = readMarkup(html);
  const timedOut = !seen.hasButton && html.includes('otree-timer');
  const root = parse(html);
  const alone = Object.fromEntries(answersTo(readForm(root, root), random));
  const values = { ...alone, ...answersTogether(Object.keys(alone), playable.game, random) };
  const hasNext = seen.hasButton || html.includes('otree-btn-next') || (page.kind === 'page' && page.live === null);
  return timedOut || hasNext ? { page: page.name, values, timedOut, checkHtml: false, refusal: 'maybe' } : null;
}

/** Of fields that are one question, as a ranking is: each by itself would not do. */
function answersTogether(names: readonly string[], { fields }: GameDefinition, random: Random): object {
  const specs = { ...fields.player, ...fields.group };
  const sets = new Set(names.flatMap((name) => specs[name]?.set ?? []));
  return Object.assign({}, ...[...sets].map((set) => drawnSet(set, () => random.next())));
}

interface LiveEyes {
  readonly page: string;
  readonly send: (player: number, type: string, data: unknown) => Promise<unknown>;
  readonly states: () => Readonly<Record<number, unknown>>;
}

/** Messages that each person of a group sends at most. */
const mostMessages = 40;

/** Everybody sends messages drawn by chance, in turn, until the page is over. Some are refused; that is no fault. */
async function playLive(
  { page, send, states }: LiveEyes,
  { game, random }: { readonly game: PlayableGame; readonly random: Random },
): Promise<void> {
  const players = Object.keys(states()).map(Number);
  for (let times = 0; times < mostMessages; times += 1) {
    for (const player of players) {
      const message = drawnMessage(game, page, random);
      if (!message || (await isOver(send(player, message.type, message.data)))) return;
    }
  }
}

function isOver(sent: Promise<unknown>): Promise<boolean> {
  return sent.then(
    () => false,
    () => true, // the page was left
  );
}
