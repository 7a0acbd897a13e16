import { card, csrfField, emptyState, field, statusSentence } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { AllocatedSide } from '../../../rules/setup/side-table.ts';
import type { Round } from '../../../rules/round.ts';
import type { SideName } from '../../../rules/side-names.ts';
import { paths } from '../routes.ts';
import { sideBadge } from './debate-cells.ts';
import { actButton, tabPage } from './frame.ts';
import type { Event, PageFault, Visitor } from './frame.ts';

interface Sides {
  readonly visitor: Visitor;
  readonly fault: PageFault | null;
  readonly event: Event;
  readonly sheet: {
    readonly rounds: readonly Round[];
    readonly teams: readonly { readonly id: number; readonly name: string }[];
    readonly given: readonly AllocatedSide[];
    readonly sides: readonly SideName[];
  };
  /** The round whose sides are being ticked. */
  readonly ticked: Round | null;
  /** What was pasted and refused. */
  readonly typed: string;
  /** The draw follows these sides. */
  readonly isInUse: boolean;
}

/** Which side each team has in which round, before anything is drawn. */
export function sidesPage(page: Sides): Html {
  const { visitor, fault, event, sheet, ticked } = page;
  const mayGive = visitor.may?.('edit.allocatesides') ?? true;
  return tabPage({
    title: 'Sides',
    visitor,
    fault,
    event,
    tab: 'setup',
    body: html`${headline(page)}${
      sheet.rounds.length === 0 || sheet.teams.length === 0
        ? emptyState({
            icon: 'dice-5',
            sentence: 'There is no team or no preliminary round yet',
            fact: 'Sides are given to teams for each preliminary round.',
            action: html`<a class="btn btn-primary" href="${paths.setup(event.slug)}">To the set-up</a>`,
          })
        : html`<div class="r-two start r-wide-first">${ticked !== null && mayGive ? tickCard(page, ticked) : sidesCard(page)}${mayGive && giveCard(page)}</div>`
    }`,
  });
}

function headline({ event, sheet, isInUse }: Sides): Html {
  if (!isInUse)
    return statusSentence({
      state: 'idle',
      sentence: 'The draw does not follow these sides.',
      detail: html`It does once <a href="${paths.settings(event.slug)}">draw_side_allocations</a> is <b>preallocated</b>.`,
    });
  const lacking = sheet.rounds.filter(({ id, drawStatus }) => drawStatus === 'N' && countOf(sheet, id) < sheet.teams.length);
  return statusSentence({
    state: lacking.length > 0 ? 'late' : 'ok',
    sentence: lacking.length > 0 ? `Teams lack sides in ${lacking.length} of ${sheet.rounds.length} rounds.` : 'Every team has its sides.',
    detail: lacking.length > 0 ? lacking.map(({ name }) => name).join(', ') : 'Rounds are drawn so that each team is on its side.',
  });
}

const countOf = ({ given }: Sides['sheet'], roundId: Round['id']): number => given.filter((one) => one.roundId === roundId).length;

function sidesCard({ event, sheet, visitor }: Sides): Html {
  const { rounds, teams, given, sides } = sheet;
  const sideOf = new Map(given.map(({ roundId, teamId, side }) => [`${roundId} ${teamId}`, side]));
  const mayGive = visitor.may?.('edit.allocatesides') ?? true;
  const head = (round: Round): Html =>
    round.drawStatus === 'N' && mayGive
      ? html`<a href="${`${paths.sides(event.slug)}?round=${round.seq}`}" title="Tick the sides of ${round.name}">${round.abbreviation}</a>`
      : html`${round.abbreviation}`;
  const badge = (key: string): Html => {
    const side = sides[sideOf.get(key) ?? -1];
    return side === undefined ? html`<span class="nil">–</span>` : sideBadge(side);
  };
  return card({
    title: 'Sides',
    say: mayGive && 'press a round to tick its sides; a round that has been drawn keeps them',
    flush: true,
    body: table({
      caption: 'Side of each team in each round',
      columns: [{ label: 'Team' }, ...rounds.map((round) => ({ label: head(round) }))],
      rows: [
        ...teams.map((team) => [html`<b>${team.name}</b>`, ...rounds.map((round) => badge(`${round.id} ${team.id}`))]),
        [html`<span class="r-muted">On each side</span>`, ...rounds.map((round) => sums(sheet, round))],
      ],
    }),
  });
}

function sums({ given, sides }: Sides['sheet'], round: Round): string {
  const own = given.filter(({ roundId }) => roundId === round.id);
  return sides.map((_side, index) => own.filter(({ side }) => side === index).length).join(' : ');
}

function tickCard({ event, visitor, sheet }: Sides, round: Round): Html {
  const sideOf = new Map(sheet.given.filter(({ roundId }) => roundId === round.id).map(({ teamId, side }) => [Number(teamId), side]));
  const options = [{ value: '', label: 'no side' }, ...sheet.sides.map(({ long }, side) => ({ value: side, label: long }))];
  return card({
    title: `Sides of ${round.name}`,
    aside: html`<a href="${paths.sides(event.slug)}">All rounds</a>`,
    body: html`<form class="r-stack" method="post" action="${paths.giveSides(event.slug, 'round')}" data-island="submit-once">${csrfField(visitor.csrf)}<input type="hidden" name="round" value="${round.seq}">
<div class="r-three">${sheet.teams.map(({ id, name }) => field({ name: `team-${id}`, label: name, type: 'select', value: sideOf.get(id) ?? '', options }))}</div>
<div class="r-buttons"><button class="btn btn-primary">Save the sides</button></div></form>`,
  });
}

function giveCard({ event, visitor, sheet, typed }: Sides): Html {
  const [first, second] = sheet.sides;
  const example = `Team\t${sheet.rounds.map(({ abbreviation }) => abbreviation).join('\t')}\n${sheet.teams[0]?.name ?? ''}\t${sheet.rounds.map((_round, index) => (index % 2 === 0 ? first?.short : second?.short)).join('\t')}`;
  const open = sheet.rounds.some(({ drawStatus }) => drawStatus === 'N');
  return card({
    title: 'Give sides',
    body: html`<div class="r-stack"><form class="r-stack" method="post" action="${paths.giveSides(event.slug, 'paste')}" data-island="submit-once">${csrfField(visitor.csrf)}
${field({ name: 'table', label: 'Out of a spreadsheet', type: 'textarea', value: typed, required: true, help: 'A line a team, a column a round. Cells that are empty change nothing.', attributes: { rows: 6, placeholder: example } })}
<div class="r-buttons"><button class="btn btn-outline">Read and save</button></div></form>
${
  open &&
  html`<p class="r-muted">Or by lot: half of the teams on each side in every round, and over rounds as often on one as on the other.</p>${actButton(
    {
      action: paths.giveSides(event.slug, 'spread'),
      csrf: visitor.csrf,
      label: 'Hold 1 s: spread by lot',
      isHeld: true,
    },
  )}`
}</div>`,
  });
}
