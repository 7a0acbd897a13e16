import type { FieldSpec } from '../game/fields.ts';
import type { TakenMove } from './bot-seat.ts';

/** What the file of a bot says. */
export interface WrittenBot {
  /** `./ultimatum.ts` */
  readonly gameFile: string;
  /** Of one game, in the order in which they were sent. */
  readonly moves: readonly TakenMove[];
}

/** A bot's file that plays a session once more as it was played. Where all rounds look alike, the first one's answers do for all. */
export function writtenBot({ gameFile, moves }: WrittenBot): string {
  const players = [...new Set(moves.map(({ player }) => player))].sort((a, b) => a - b);
  const uses = players.length > 1 ? ['player'] : [];
  const parts = players.map((player) => playerPart(moves.filter((move) => move.player === player)));
  const needsRound = parts.some(({ perRound }) => perRound);
  const needsSubmit = moves.some(({ move }) => move.timedOut);
  const context = [...uses, ...(needsRound ? ['round'] : []), ...(needsSubmit ? ['submit'] : [])].join(', ');
  const body = parts.flatMap(({ lines }, at) =>
    uses.length > 0 ? [`    if (player.id === ${players[at]}) {`, ...lines.map((line) => `  ${line}`), '    }'] : lines,
  );
  return `import { defineBot } from 'rostra/lab/test';
import game from '${gameFile}';

/** As it was played by chance: put in what you want to see, and expect what has to come of it. */
export default defineBot(game, {
  *play(${context ? `{ ${context} }` : ''}) {
${body.join('\n')}
  },
});
`;
}

interface PlayerPart {
  readonly lines: readonly string[];
  readonly perRound: boolean;
}

/** The first of the participants who had this id speaks for all. */
function playerPart(moves: readonly TakenMove[]): PlayerPart {
  const rounds = Map.groupBy(firstOnly(moves), ({ place }) => place.round);
  const sequences = new Set([...rounds.values()].map((ones) => ones.map(({ move }) => move.page).join()));
  const [first = []] = rounds.values();
  if (sequences.size <= 1) return { lines: first.map((one) => `    ${step(one)}`), perRound: false };
  const lines = [...rounds].flatMap(([round, ones]) => [
    `    if (round === ${round}) {`,
    ...ones.map((one) => `      ${step(one)}`),
    '    }',
  ]);
  return { lines, perRound: true };
}

/** A page that several with the same id have sent in a round counts once. */
function firstOnly(moves: readonly TakenMove[]): TakenMove[] {
  const seen = new Set<number>();
  return moves.filter(({ place }) => !seen.has(place.index) && seen.add(place.index));
}

function step(taken: TakenMove): string {
  const { page, timedOut } = taken.move;
  const values = typedValues(taken);
  const given = `{ ${values.map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join(', ')} }`;
  const hasValues = values.length > 0;
  if (timedOut) return `yield submit('${page}', ${hasValues ? given : '{}'}, { timedOut: true });`;
  return hasValues ? `yield ['${page}', ${given}];` : `yield ['${page}'];`;
}

/** What was typed into the game's own fields, as values of their kinds. */
function typedValues({ place, move }: TakenMove): [name: string, value: unknown][] {
  const { player, group } = place.playable.game.fields;
  return Object.entries(move.values).flatMap(([name, typed]): [string, unknown][] => {
    const spec = player[name] ?? group[name];
    return spec ? [[name, kinds[spec.kind](String(typed))]] : [];
  });
}

const asText = (typed: string): unknown => typed;
const kinds: Record<FieldSpec['kind'], (typed: string) => unknown> = {
  int: Number,
  float: Number,
  decimal: Number,
  money: Number,
  bool: (typed) => ['1', 'true', 'True', 'on', 'yes'].includes(typed),
  text: asText,
  choice: asText,
  json: asText,
};
