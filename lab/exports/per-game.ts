import { RostraError } from '#kit/errors/rostra-error.ts';
import type { PlayableGame } from '../game/definition.ts';
import type { Project } from '../game/define-project.ts';
import { gameColumns } from '../rules/export-table.ts';
import { exportedProject, readPlayers } from './read.ts';
import type { ExportLine, ExportScope, ExportSource, ExportTable } from './table.ts';

/** One game of everybody who plays it, one line a round: by session, round and participant. Throws when there is no such game. */
export async function gameTable(source: ExportSource, scope: ExportScope & { readonly game: string }): Promise<ExportTable> {
  const { game } = gameNamed(source.project, scope.game);
  const columns = gameColumns(game, exportedProject(source.project));
  return { name: game.name, columns, lines: linesOf(source, scope, columns) };
}

async function* linesOf(
  source: ExportSource,
  scope: ExportScope & { readonly game: string },
  columns: ReturnType<typeof gameColumns>,
): AsyncGenerator<ExportLine[]> {
  for await (const slice of readPlayers(source, scope)) {
    yield slice.map(({ session, person, player }) => {
      const row = { session, participant: person.participant, player };
      return columns.map((column) => column.cell(row));
    });
  }
}

/** Throws a fault that names the games there are. */
export function gameNamed({ games }: Project, name: string): PlayableGame {
  const found = games.find(({ game }) => game.name === name);
  if (found) return found;
  throw new NoSuchGame(
    name,
    games.map(({ game }) => game.name),
  );
}

class NoSuchGame extends RostraError {
  constructor(name: string, known: readonly string[]) {
    super({
      code: 'LAB_NO_SUCH_GAME',
      status: 404,
      message: `This project has no game ${name.slice(0, 40)}.`,
      hint: `It has: ${known.join(', ')}.`,
    });
  }
}
