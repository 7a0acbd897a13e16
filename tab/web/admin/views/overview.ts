import { card, chip, icon, statusSentence, tile } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { Round } from '../../../rules/round.ts';
import { currentStep, roundSentence } from '../../../rules/round-stage.ts';
import type { RoundFacts, StepName } from '../../../rules/round-stage.ts';
import { paths } from '../routes.ts';
import { tabPage } from './frame.ts';
import type { Event, PageFault, Visitor } from './frame.ts';
import { pageOfStep, roundLineView, stepVerbs } from './round-line.ts';

export interface RoundRow {
  readonly round: Round;
  readonly facts: RoundFacts;
}

interface Overview {
  readonly visitor: Visitor;
  readonly fault: PageFault | null;
  readonly event: Event;
  readonly counts: { readonly teams: number; readonly adjudicators: number; readonly rooms: number };
  readonly rounds: readonly RoundRow[];
  readonly teamsInDebate: number;
}

export function overviewPage(overview: Overview): Html {
  const { visitor, fault, event, rounds } = overview;
  const current = rounds.find(({ round }) => round.seq === event.round?.seq);
  return tabPage({
    title: 'Round line',
    visitor,
    fault,
    event,
    tab: 'overview',
    body: html`${headline(overview, current)}
${current && roundLineView(current.facts, { slug: event.slug, seq: current.round.seq })}
${tiles(overview)}
<div class="r-two r-wide-first">${roundsCard(event, rounds)}${importCard(event)}</div>`,
  });
}

function headline({ event, counts }: Overview, current: RoundRow | undefined): Html {
  const spectators = html`<a class="btn btn-outline" href="${paths.publicHome(event.slug)}">${icon('box-arrow-up-right')}Public site</a>`;
  if (current === undefined)
    return statusSentence({
      state: 'wait',
      sentence: `${counts.teams} teams and no round.`,
      detail: html`Next: <b>add rounds</b> in the <a href="${paths.setup(event.slug)}">set-up</a>.`,
      actions: [spectators],
    });
  if (counts.teams === 0)
    return statusSentence({
      state: 'wait',
      sentence: 'No team is here yet.',
      detail: html`Next: <b>paste teams, adjudicators and rooms out of your spreadsheet.</b>`,
      actions: [spectators, html`<a class="btn btn-primary" href="${paths.import(event.slug)}">Paste or import</a>`],
    });
  const { state, sentence, next } = roundSentence(current.facts);
  const step = currentStep(current.facts);
  const action = step && wayOn(event.slug, current, step);
  return statusSentence({
    state,
    sentence,
    detail: step === null ? next : html`Next: <b>${next}.</b>`,
    actions: action ? [spectators, action] : [spectators],
  });
}

function wayOn(slug: string, { round, facts }: RoundRow, step: StepName): Html {
  if (facts.stage === 'E' && facts.teams === 0) return html`<a class="btn btn-primary" href="${paths.breaks(slug)}">To the break</a>`;
  return html`<a class="btn btn-primary" href="${paths.step(slug, round.seq, pageOfStep[step])}">${stepVerbs[step]}</a>`;
}

function tiles({ counts, event, teamsInDebate }: Overview): Html {
  const debates = Math.floor(counts.teams / teamsInDebate);
  const enough = (has: number): string =>
    has >= debates ? `enough for ${debates} debates` : `${debates - has} fewer than ${debates} debates need`;
  const people = paths.people(event.slug);
  return html`<section class="r-tiles" aria-label="Who takes part">${[
    tile({ label: 'Teams', value: counts.teams, judge: `${debates} debates of ${teamsInDebate}`, href: people }),
    tile({ label: 'Adjudicators', value: counts.adjudicators, judge: enough(counts.adjudicators), href: people }),
    tile({ label: 'Rooms', value: counts.rooms, judge: enough(counts.rooms), href: people }),
  ]}</section>`;
}

function roundsCard({ slug }: Event, rounds: readonly RoundRow[]): Html {
  return card({
    title: 'Rounds',
    flush: true,
    body: table({
      caption: 'Rounds in order of play',
      cards: true,
      columns: [
        { label: 'Round' },
        { label: 'State' },
        { label: 'Teams', numeric: true },
        { label: 'Debates', numeric: true },
        { label: 'Ballots confirmed', numeric: true },
      ],
      rows: rounds.map(({ round, facts }) => [
        html`<a href="${paths.step(slug, round.seq, pageOfStep[currentStep(facts) ?? 'ballots'])}"><b>${round.name}</b></a>${round.isSilent && html` <span class="r-muted">silent</span>`}`,
        stateChip(round, facts),
        ...(facts.teams === 0 ? [nothing, nothing, nothing] : [facts.teams, facts.debates, facts.ballotsConfirmed]),
      ]),
    }),
  });
}

const nothing = html`<span class="nil">–</span>`;

function stateChip(round: Round, facts: RoundFacts): Html {
  if (round.isCompleted) return chip('ok', 'over');
  if (round.drawStatus === 'R') return chip('wait', 'being debated');
  if (round.drawStatus === 'N') return chip('idle', facts.teams > 0 ? 'not drawn' : 'to come');
  return chip('wait', round.drawStatus === 'C' ? 'draw confirmed' : 'drawn');
}

function importCard({ slug }: Event): Html {
  return card({
    title: 'Set-up',
    say: 'what is missing, and more of everything',
    body: html`<p class="r-buttons"><a class="btn btn-outline" href="${paths.setup(slug)}">What is missing</a> <a class="btn btn-outline" href="${paths.import(slug)}">Paste or import</a></p>`,
  });
}
