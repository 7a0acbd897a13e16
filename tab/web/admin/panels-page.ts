import type { Html } from '#kit/html/html.ts';
import { concurrentRounds } from '../../rules/round.ts';
import * as kept from '../../store/kept.ts';
import * as preformed from '../../store/preformed-panels.ts';
import type { Tab } from '../../tab.ts';
import { checksOf } from './draw-step.ts';
import { readBoard } from './panels-board.ts';
import type { StepVisit } from './step-pages.ts';
import { panelsPage } from './views/panels.ts';
import type { StepFrame } from './views/step.ts';

/** The page of a round's panels. */
export async function showPanels(tab: Tab, visit: StepVisit, frame: StepFrame): Promise<Html> {
  const { tournament, round, rounds } = visit;
  const [board, { panels: keptPanels }, ahead] = await Promise.all([
    readBoard(tab, visit, visit.visitor),
    kept.ofRound(tab.db, round.id),
    preformed.countOf(tab.db, round.id),
  ]);
  const [first] = board.rounds;
  return panelsPage(frame, {
    ...board,
    checks: first === undefined ? [] : checksOf(visit, first.rooms, first.present),
    kept: keptPanels,
    settings: tournament.settings,
    ahead,
    concurrent: concurrentRounds(round, rounds).map(({ seq }) => seq),
  });
}
