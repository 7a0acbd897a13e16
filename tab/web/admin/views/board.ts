import { html } from '#kit/html/html.ts';
import type { Html, HtmlValue } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { TableColumn, TableRow } from '#kit/html/table.ts';
import type { Debate } from '../../../rules/debate.ts';
import type { SideName } from '../../../rules/side-names.ts';
import { boardTools } from './board-tools.ts';
import { importanceBars, sideBadge } from './debate-cells.ts';
import { panelGrip, seats } from './panel-seats.ts';
import type { SeatedJudge } from './panel-seats.ts';
import { shelf } from './panel-shelf.ts';
import type { ShelfJudge } from './panel-shelf.ts';

/** One debate of the board, or one panel made ahead. */
export interface PanelRow {
  readonly debate: Debate;
  readonly chair: SeatedJudge | null;
  readonly panellists: readonly SeatedJudge[];
  readonly trainees: readonly SeatedJudge[];
  /** What each team's break stands at; none where nothing is known. */
  readonly liveness?: ReadonlyMap<number, 'safe' | 'live' | 'dead'>;
  /** The round, where the board has several. */
  readonly round?: { readonly seq: number; readonly abbreviation: string };
}

/** What the island asks for and sends. */
interface BoardProps {
  readonly factsUrl: string;
  /** Null while nobody may change seats; likewise the next two. */
  readonly seatsUrl: string | null;
  readonly weighUrl: string | null;
  readonly pinUrl: string | null;
  readonly csrf: string;
}

export interface BoardView {
  readonly caption: string;
  readonly props: BoardProps;
  readonly sides: readonly SideName[];
  readonly rows: readonly PanelRow[];
  readonly free: readonly ShelfJudge[];
  /** A column of its own for this board, before the rooms. */
  readonly lead?: { readonly column: TableColumn; readonly cell: (row: PanelRow) => HtmlValue };
  /** Buttons of a row, beside its room. */
  readonly tools: (row: PanelRow) => HtmlValue;
  readonly moveForm: Html | null;
  /** Below the debates. */
  readonly below: HtmlValue;
  /** What can be shown on chips. */
  readonly marks: readonly string[];
  /** Who moved somebody last, for those who see it happen. */
  readonly lastMover: string | null;
}

/** The board with its shelf: an island makes it one that is dragged on. */
export function boardView(board: BoardView): Html {
  return html`<div class="r-split r-alloc" id="allocation" data-island="allocation-board" data-props="${JSON.stringify(board.props)}">
<div class="r-stack"><div data-key="conflict" data-keep data-conflict></div>${boardTools(board.rows, board.marks)}${debatesTable(board)}<i hidden data-key="mover" data-mover="${board.lastMover}"></i>${board.below}</div>${shelf(board.free, board.moveForm)}</div>`;
}

function debatesTable(board: BoardView): Html {
  const { caption, sides, lead, rows } = board;
  return html`<section class="r-card r-board" data-board>${table({
    caption,
    columns: [
      { label: 'Weight' },
      ...(lead ? [lead.column] : []),
      { label: 'Bracket', numeric: true },
      { label: 'Room' },
      ...sides.map((side) => ({ label: sideBadge(side) })),
      { label: 'Chair' },
      { label: 'Panel' },
      { label: 'Trainee' },
    ],
    rows: rows.map((row) => boardRow(board, row)),
  })}</section>`;
}

/** What people call the debate's place. */
export function roomName({ venue, roomRank }: Debate): string {
  return venue?.name ?? `room ${roomRank}`;
}

function boardRow({ sides, lead, tools }: BoardView, row: PanelRow): TableRow {
  const { debate, chair, panellists, trainees, liveness, round } = row;
  const hasClash = [chair, ...panellists, ...trainees].some((judge) => judge?.clash?.kind === 'fail');
  const name = roomName(debate);
  const team = (side: number): Html | null => {
    const found = debate.teams.find((one) => one.side === side);
    const state = found && liveness?.get(found.id);
    return found
      ? html`<span class="r-nowrap">${found.name}${state && html` <i class="r-mark" data-mark="live">${state}</i>`}</span>`
      : null;
  };
  const cells = [
    html`<span data-debate="${debate.id}" data-version="${debate.version}" data-importance="${debate.importance}" data-name="${name}" data-bracket="${debate.bracket}" data-round="${round?.seq ?? ''}">${importanceBars(debate.importance)}</span>`,
    ...(lead ? [lead.cell(row)] : []),
    String(debate.bracket),
    html`<span class="r-nowrap">${panelGrip(debate.id, name)} ${tools(row)}</span>`,
    ...sides.map((_side, side) => team(side)),
    seats({ debateId: debate.id, room: name, place: 'C', judges: chair === null ? [] : [chair] }),
    seats({ debateId: debate.id, room: name, place: 'P', judges: panellists }),
    seats({ debateId: debate.id, room: name, place: 'T', judges: trainees }),
  ];
  return chair === null ? { cells, state: 'late' } : hasClash ? { cells, state: 'fail' } : cells;
}
