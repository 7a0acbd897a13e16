import { icon } from '#kit/html/controls.ts';
import type { State } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import type { RoundStep, StepName } from '../../../rules/round-stage.ts';
import { roundLine } from '../../../rules/round-stage.ts';
import type { RoundFacts } from '../../../rules/round-stage.ts';
import { stepNeeds } from '../../../rules/step-needs.ts';
import { paths } from '../routes.ts';
import type { Visitor } from './frame.ts';

/** What each step is called on screens. */
export const stepTitles: Record<StepName, string> = {
  available: 'Available',
  draw: 'Draw',
  panels: 'Allocation',
  rooms: 'Rooms',
  check: 'Check',
  sides: 'Sides',
  publish: 'Publish',
  ballots: 'Ballots',
  results: 'Results',
};

/** The button that the headline asks for. */
export const stepVerbs: Record<StepName, string> = {
  available: 'Mark who is here',
  draw: 'Draw the round',
  panels: 'Allocate adjudicators',
  rooms: 'Give out rooms',
  check: 'Mend the clashes',
  sides: 'Toss for sides',
  publish: 'Publish the draw',
  ballots: 'Enter and confirm ballots',
  results: 'Complete the round',
};

/** The page that has a step's buttons: clashes are mended where panels are made, sides are tossed on the draw, results stand with the ballots. */
export const pageOfStep: Record<StepName, StepName> = {
  available: 'available',
  draw: 'draw',
  panels: 'panels',
  rooms: 'rooms',
  check: 'panels',
  sides: 'draw',
  publish: 'publish',
  ballots: 'ballots',
  results: 'ballots',
};

interface Place {
  readonly slug: string;
  readonly seq: number;
  readonly visitor: Visitor;
}

/** The round as a row of steps: which are done, which is on, what is in the way. */
export function roundLineView(facts: RoundFacts, place: Place): Html {
  return html`<ol class="r-steps" aria-label="${facts.name}">${roundLine(facts).map((step) => stepView(step, place))}</ol>`;
}

function stepView(step: RoundStep, { slug, seq, visitor }: Place): Html {
  const state = stateOf(step);
  const page = pageOfStep[step.name];
  const words = html`${symbols[state]()}<b>${stepTitles[step.name]}</b><span>${step.state === 'later' ? 'later' : step.words}</span>`;
  const isOpen = visitor.may?.(stepNeeds[page]) ?? true;
  const way = isOpen ? html`<a href="${paths.step(slug, seq, page)}">${words}</a>` : html`<a>${words}</a>`;
  return html`<li class="${state}"${step.state === 'now' && html` aria-current="step"`}>${way}</li>`;
}

type StepState = Extract<State, 'ok' | 'wait' | 'late' | 'idle'>;

function stateOf({ state, problems }: RoundStep): StepState {
  if (problems > 0) return 'late';
  return state === 'done' ? 'ok' : state === 'now' ? 'wait' : 'idle';
}

const symbols: Record<StepState, () => Html> = {
  ok: () => icon('check-circle-fill'),
  wait: () => icon('hourglass-split'),
  late: () => icon('exclamation-triangle-fill'),
  idle: () => icon('dash-lg'),
};
