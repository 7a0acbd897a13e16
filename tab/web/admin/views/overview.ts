import { card, chip, icon, meter, statusSentence, tile } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { Round } from '../../../rules/round.ts';
import { currentStep, roundSentence } from '../../../rules/round-stage.ts';
import type { RoundFacts, StepName } from '../../../rules/round-stage.ts';
import { stepNeeds } from '../../../rules/step-needs.ts';
import { paths as assistantPaths } from '../../assistant/paths.ts';
import { paths } from '../routes.ts';
import { door } from './doors.ts';
import { livePart, tabPage } from './frame.ts';
import type { Event, PageFault, Visitor } from './frame.ts';
import { latestCards } from './latest.ts';
import type { Latest } from './latest.ts';
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
  readonly latest: Latest;
}

export function overviewPage(overview: Overview): Html {
  const { visitor, fault, event, rounds } = overview;
  const current = rounds.find(({ round }) => round.seq === event.round?.seq);
  const content = html`${headline(overview, current)}
${current && roundLineView(current.facts, { slug: event.slug, seq: current.round.seq, visitor })}
${tiles(overview)}
<div class="r-two start r-wide-first">${roundsCard(overview)}<div class="r-stack">${progressCard(current)}${latestCards(event.slug, overview.latest)}${importCard(overview)}</div></div>`;
  return tabPage({
    title: 'Round line',
    visitor,
    fault,
    event,
    tab: 'overview',
    isLive: event.round !== null,
    body: event.round === null ? content : livePart(paths.roundLive(event.slug, event.round.seq), content),
  });
}

/** How far the ballots of the round are, while it is debated. */
function progressCard(current: RoundRow | undefined): Html | null {
  if (current === undefined || current.facts.drawStatus !== 'R' || current.facts.isCompleted) return null;
  const { ballotsConfirmed: confirmed, ballotsToConfirm: waiting, debates } = current.facts;
  const words = `${confirmed} of ${debates} confirmed${waiting > 0 ? `, ${waiting} to confirm` : ''}`;
  return card({ title: `Ballots of ${current.round.name}`, body: meter((100 * confirmed) / Math.max(1, debates), words, 'ok') });
}

function headline({ visitor, event, counts }: Overview, current: RoundRow | undefined): Html {
  const spectators = html`<a class="btn btn-outline" href="${paths.publicHome(event.slug)}">${icon('box-arrow-up-right')}Public site</a>`;
  if (current === undefined)
    return statusSentence({
      state: 'wait',
      sentence: `${counts.teams} teams and no round.`,
      detail: html`Next: <b>add rounds</b> in the ${door(visitor, { href: paths.setup(event.slug), needs: 'view.settings', words: 'set-up' })}.`,
      actions: [spectators],
    });
  if (counts.teams === 0)
    return statusSentence({
      state: 'wait',
      sentence: 'No team is here yet.',
      detail: html`Next: <b>paste teams, adjudicators and rooms out of your spreadsheet.</b>`,
      actions: [spectators, importButton(visitor, event, 'btn btn-primary')].filter((action) => action !== null),
    });
  const { state, sentence, next } = roundSentence(current.facts);
  const step = currentStep(current.facts);
  const action = step && wayOn(visitor, { slug: event.slug, current, step });
  return statusSentence({
    state,
    sentence,
    detail: step === null ? next : html`Next: <b>${next}.</b>`,
    actions: action ? [spectators, action] : [spectators],
  });
}

interface Next {
  readonly slug: string;
  readonly current: RoundRow;
  readonly step: StepName;
}

/** To the page of what is next, where the visitor may do it; assistants enter ballots at their own desk. */
function wayOn(visitor: Visitor, { slug, current: { round, facts }, step }: Next): Html | null {
  const button = 'btn btn-primary';
  if (facts.stage === 'E' && facts.teams === 0)
    return door(visitor, { href: paths.breaks(slug), needs: 'view.break', words: 'To the break', button });
  const page = pageOfStep[step];
  const own = door(visitor, { href: paths.step(slug, round.seq, page), needs: stepNeeds[page], words: stepVerbs[step], button });
  if (own !== null || step !== 'ballots') return own;
  return door(visitor, { href: assistantPaths.queue(slug), needs: 'add.ballotsubmission', words: stepVerbs[step], button });
}

function tiles({ visitor: { may = () => true }, counts, event, teamsInDebate }: Overview): Html {
  const debates = Math.floor(counts.teams / teamsInDebate);
  const enough = (has: number): string =>
    has >= debates ? `enough for ${debates} debates` : `${debates - has} fewer than ${debates} debates need`;
  const people = may('view.particpants') ? { href: paths.people(event.slug) } : {};
  return html`<section class="r-tiles" aria-label="Who takes part">${[
    tile({ label: 'Teams', value: counts.teams, judge: `${debates} debates of ${teamsInDebate}`, ...people }),
    tile({ label: 'Adjudicators', value: counts.adjudicators, judge: enough(counts.adjudicators), ...people }),
    tile({ label: 'Rooms', value: counts.rooms, judge: enough(counts.rooms), ...people }),
  ]}</section>`;
}

function roundsCard({ visitor, event: { slug }, rounds }: Overview): Html {
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
        html`${roundDoor(visitor, { slug, round, facts })}${round.isSilent && html` <span class="r-muted">silent</span>`}`,
        stateChip(round, facts),
        ...(facts.teams === 0 ? [nothing, nothing, nothing] : [facts.teams, facts.debates, facts.ballotsConfirmed]),
      ]),
    }),
  });
}

function roundDoor(visitor: Visitor, { slug, round, facts }: RoundRow & { readonly slug: string }): Html | null {
  const page = pageOfStep[currentStep(facts) ?? 'ballots'];
  return door(visitor, { href: paths.step(slug, round.seq, page), needs: stepNeeds[page], words: html`<b>${round.name}</b>` });
}

const nothing = html`<span class="nil">–</span>`;

function stateChip(round: Round, facts: RoundFacts): Html {
  if (round.isCompleted) return chip('ok', 'over');
  if (round.drawStatus === 'R') return chip('wait', 'being debated');
  if (round.drawStatus === 'N') return chip('idle', facts.teams > 0 ? 'not drawn' : 'to come');
  return chip('wait', round.drawStatus === 'C' ? 'draw confirmed' : 'drawn');
}

function importCard({ visitor, event }: Overview): Html | null {
  const setUp = { href: paths.setup(event.slug), needs: 'view.settings', words: 'What is missing', button: 'btn btn-outline' } as const;
  const ways = [door(visitor, setUp), importButton(visitor, event, 'btn btn-outline')].filter((way) => way !== null);
  if (ways.length === 0) return null;
  return card({
    title: 'Set-up',
    say: 'what is missing, and more of everything',
    body: html`<p class="r-buttons">${ways}</p>`,
  });
}

function importButton(visitor: Visitor, { slug }: Event, button: string): Html | null {
  return door(visitor, { href: paths.import(slug), needs: 'add.team', words: 'Paste or import', button });
}
