import { RostraError } from '#kit/errors/rostra-error.ts';
import type { GameDefinition } from '../game/definition.ts';
import type { Project } from '../game/define-project.ts';
import { chatTable } from './chat.ts';
import { customTable } from './custom.ts';
import { eventsTable } from './events.ts';
import { pageTimesTable } from './page-times.ts';
import { paymentsTable } from './payments.ts';
import { gameTable } from './per-game.ts';
import { recordsTable } from './records.ts';
import type { ExportScope, ExportSource, ExportTable } from './table.ts';
import { wideTable } from './wide.ts';

/** A table that can be taken away. */
export interface OfferedTable {
  /** Names it in addresses: `wide`, `game.public_goods`. */
  readonly key: string;
  readonly title: string;
  readonly about: string;
  /** The game whose data it is; null: of all games. */
  readonly game: string | null;
  readonly make: (source: ExportSource, scope: ExportScope) => Promise<ExportTable>;
}

/** Every table of a project, in the order in which people look for them. */
export function offeredTables({ games }: Pick<Project, 'games'>): OfferedTable[] {
  return [
    { key: 'wide', title: 'Everything, wide', about: 'One row a participant, with all games and rounds.', game: null, make: wideTable },
    ...games.flatMap(({ game }) => tablesOf(game)),
    { key: 'page-times', title: 'Page times', about: 'When everybody left each page.', game: null, make: pageTimesTable },
    { key: 'chat', title: 'Chat', about: 'What people wrote to each other.', game: null, make: chatTable },
    { key: 'live-messages', title: 'Live messages', about: 'Messages of the live pages that keep them.', game: null, make: eventsTable },
    { key: 'payments', title: 'Payments', about: 'Who is paid what, with what was put right by hand.', game: null, make: paymentsTable },
  ];
}

function tablesOf(game: GameDefinition): OfferedTable[] {
  const own = Object.keys(game.exports).map((name) => ({
    key: `custom.${game.name}.${name}`,
    title: `${game.name}: ${name}`,
    about: 'As the game’s author puts it together.',
    game: game.name,
    make: (source: ExportSource, scope: ExportScope) => customTable(source, { ...scope, game: game.name, name }),
  }));
  const players = {
    key: `game.${game.name}`,
    title: game.name,
    about: `One row a player and round. ${game.doc}`,
    game: game.name,
    make: (source: ExportSource, scope: ExportScope) => gameTable(source, { ...scope, game: game.name }),
  };
  const tables = Object.keys(game.records).map((table) => ({
    key: `records.${game.name}.${table}`,
    title: `${game.name}: ${table}`,
    about: 'One row for each that the game has added.',
    game: game.name,
    make: (source: ExportSource, scope: ExportScope) => recordsTable(source, { ...scope, game, table }),
  }));
  return [players, ...tables, ...own];
}

/** Throws a 404 that names the tables there are. */
export function offeredTable(project: Pick<Project, 'games'>, key: string): OfferedTable {
  const tables = offeredTables(project);
  const found = tables.find((table) => table.key === key);
  if (found) return found;
  throw new NoSuchTable(
    key,
    tables.map((table) => table.key),
  );
}

class NoSuchTable extends RostraError {
  constructor(key: string, known: readonly string[]) {
    super({
      code: 'LAB_NO_SUCH_TABLE',
      status: 404,
      message: `There is no table ${key.slice(0, 60)} to download.`,
      hint: `There are: ${known.join(', ')}.`,
    });
  }
}
