import { card } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { BallotForm } from '../../../round/ballot-form.ts';
import type { PanelMember } from '../../../rules/debate.ts';
import type { Round } from '../../../rules/round.ts';
import { sideName } from '../../../rules/side-names.ts';
import { rangeWords } from '../../ballot-sheets.ts';
import { speechName } from '../../ballot-words.ts';
import { paths } from '../routes.ts';
import { sideBadge } from './debate-cells.ts';
import type { Event, Visitor } from './frame.ts';
import { blank, box, lines, paperPage, returnTo } from './paper.ts';

export interface SheetsPage {
  readonly visitor: Visitor;
  readonly event: Event;
  readonly round: Round;
  readonly forms: readonly BallotForm[];
  /** Printed instead of what is on record, for this printing only. */
  readonly motion: string;
}

/** Scoresheets of a round: one for each voting adjudicator or one for each debate, as ballots are counted. Tab spec section 9.4. */
export function sheetsPage(page: SheetsPage): Html {
  const { visitor, event, round, forms } = page;
  const sheets = forms.flatMap((form) => form.sheetOwners.map((owner) => sheet(page, form, owner)));
  return paperPage({
    visitor,
    event,
    title: `${round.name}, scoresheets`,
    tab: 'ballots',
    sentence: sheets.length === 1 ? '1 scoresheet to print.' : `${sheets.length} scoresheets to print, in the order of rooms.`,
    detail: 'One a page. What comes back is entered on the page of ballots.',
    back: { href: paths.step(event.slug, round.seq, 'ballots'), words: 'Back to the ballots' },
    above: sheets.length > 0 ? motionCard(page) : null,
    sheets,
    none: 'They stand here once the round is drawn.',
  });
}

/** Another motion, or none, on this printing. */
function motionCard({ event, round, motion }: SheetsPage): Html {
  return card({
    title: 'Motion on the sheets',
    say: 'for this printing only',
    body: html`<form class="r-buttons" method="get" action="${paths.sheets(event.slug, round.seq)}"><input class="form-control" name="motion" value="${motion}" maxlength="500" aria-label="Motion on the sheets" placeholder="as on record"><button class="btn btn-outline">Put it on</button></form>`,
  });
}

function sheet(page: SheetsPage, form: BallotForm, owner: PanelMember | null): Html {
  const { debate, round, rule, tournament } = form;
  const { settings } = tournament;
  const who =
    owner === null
      ? debate.panel
          .filter(({ place }) => place !== 'T')
          .map(({ name }) => name)
          .join(', ')
      : owner.name;
  return html`<article class="r-paper"><header><h2>${debate.venue?.name ?? `Room ${debate.roomRank}`}</h2><p><b>${round.name}</b> ${tournament.name}</p><p>Adjudicator <b>${who || blank}</b></p></header>
${motionLines(page, form)}<p class="r-small">${rangeWords(form)}${settings.ballots_confirm_digits && rule.hasScores && '. Circle the last digit of each score again.'}</p>
<div class="r-paper-sides">${debate.teams.map((_team, side) => sideBlock(form, side))}</div>
${outcome(form)}${settings.ballot_comment && html`<p>Reasons</p>${lines}`}<footer>${returnTo(settings.score_return_location)}${blank}Signature</footer></article>`;
}

function motionLines({ motion }: SheetsPage, { motions, tournament }: BallotForm): Html | null {
  if (motion !== '') return html`<p>Motion <b>${motion}</b></p>`;
  if (tournament.settings.ballots_hide_motions || !tournament.settings.enable_motions) return null;
  if (motions.length === 0) return html`<p>Motion ${blank}</p>`;
  const [only] = motions;
  if (motions.length === 1) return html`<p>Motion <b>${only?.text}</b></p>`;
  return html`<p>Motion: tick the one that was debated, and write whose veto the others were.</p><ul class="r-paper-motions">${motions.map(({ text }) => html`<li>${box} ${text}</li>`)}</ul>`;
}

function sideBlock(form: BallotForm, side: number): Html {
  const { debate, rule, tournament, positions, rosters } = form;
  const slots = Array.from({ length: positions }, (_slot, index) => index + 1);
  return html`<section><h3>${sideBadge(sideName(side, debate.teams.length, tournament.settings.side_names))} ${debate.teams[side]?.name}</h3><p class="r-small">${(rosters[side] ?? []).map(({ name }) => name).join(' · ')}</p>
<table><thead><tr><th>Speech</th><th>Speaker</th><th>Score</th></tr></thead><tbody>${slots.map(
    (position) => html`<tr><th>${speechName(position, rule.substantives)}</th><td></td><td>${rule.hasScores && scoreCell(form)}</td></tr>`,
  )}</tbody>${rule.hasScores && html`<tfoot><tr><th>Total</th><td></td><td></td></tr></tfoot>`}</table>${tournament.settings.substantive_speakers > 1 && html`<p class="r-small">${box} somebody spoke twice</p>`}</section>`;
}

function scoreCell({ tournament }: BallotForm): Html | null {
  return tournament.settings.ballots_confirm_digits ? html`<small>0 1 2 3 4 5 6 7 8 9</small>` : null;
}

/** Who won, as this sheet decides it. */
function outcome({ debate, rule }: BallotForm): Html | null {
  if (rule.winner === 'nobody') return null;
  if (rule.winner === 'places')
    return html`<p>Places ${debate.teams.map(({ name }) => html`<span class="r-paper-place">${name} ${box}</span>`)}</p>`;
  const words = rule.advancing > 1 ? `The ${rule.advancing} teams that go on` : 'The winner';
  return html`<p>${words} ${debate.teams.map(({ name }) => html`<span class="r-paper-place">${box} ${name}</span>`)}</p>`;
}
