import { csvLine } from '#kit/files/csv.ts';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { gameColumns } from '../rules/export-table.ts';
import { readParticipants, readSessions, type ExportScope, type ExportSource } from './read.ts';

/** One game of everybody who plays it, one line a round, as CSV: by session, round and participant. Throws when there is no such game. */
export async function* gameCsv(source: ExportSource, scope: ExportScope & { readonly game: string }): AsyncGenerator<string> {
  const games = source.project.games.map((playable) => playable.game);
  const game = games.find((one) => one.name === scope.game);
  if (!game)
    throw new NoSuchGame(
      scope.game,
      games.map((one) => one.name),
    );
  const columns = gameColumns(game);
  yield csvLine(columns.map((column) => column.name));
  for (const session of await readSessions(source, scope)) {
    for (const { sub } of session.rounds.filter((round) => round.game === game.name)) {
      for await (const slice of readParticipants(source.db, session, sub)) {
        const rows = slice.flatMap(({ participant, players }) => players.map((player) => ({ session, participant, player })));
        yield rows.map((row) => csvLine(columns.map((column) => column.cell(row)))).join('');
      }
    }
  }
}

class NoSuchGame extends RostraError {
  constructor(name: string, known: readonly string[]) {
    super({
      code: 'LAB_NO_SUCH_GAME',
      status: 404,
      message: `This project has no game ${name}.`,
      hint: `It has: ${known.join(', ')}.`,
    });
  }
}
