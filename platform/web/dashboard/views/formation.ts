import { csrfField, field, icon } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { dynoSizes, sizeTitle } from '../../../rules/dyno-sizes.ts';
import { hourlyText, type DynoPrice } from '../../../rules/costs/hourly.ts';
import type { ProcessType } from '../../../rules/resources.ts';
import type { AppFacts, Machine } from '../facts.ts';
import { megabytes } from '../format.ts';
import { paths } from '../routes.ts';
import type { Visitor } from './frame.ts';

/** One card a process type: how many run, − and +, what a change means before it is made. */
export function formationCards({ app, formation, dynos, machine, prices }: AppFacts, visitor: Visitor): Html {
  const wanted = formation.reduce((sum, process) => sum + process.quantity, 0);
  return html`<div class="r-types">${formation.map((process) => {
    const up = dynos.filter((dyno) => dyno.type === process.type && dyno.state === 'up').length;
    return typeCard({
      app: app.name,
      process,
      up,
      visitor,
      machine,
      price: prices[process.type] ?? null,
      others: wanted - process.quantity,
    });
  })}</div>`;
}

interface TypeCard {
  readonly app: string;
  readonly process: ProcessType;
  readonly up: number;
  readonly visitor: Visitor;
  readonly machine: Machine;
  readonly price: DynoPrice | null;
  /** Wanted dynos of the other process types. */
  readonly others: number;
}

/** Without its island − and + take effect at once; with it they prepare the change and the button makes it. */
function typeCard({ app, process, up, visitor, machine, price, others }: TypeCard): Html {
  const { type, quantity, command, memoryQuotaMb } = process;
  const head = html`<header><h2>${type}</h2><code class="r-muted r-clip">${command}</code><span class="r-grow"></span><span class="r-muted">${sizeTitle(process.size)}, ${megabytes(memoryQuotaMb)}${price && `, ${hourlyText(price, 1)} an hour`} each</span></header>`;
  if (!visitor.may('operate'))
    return html`<section class="r-card" data-key="type-${type}">${head}<div class="in"><span class="r-now">${nowWords(up, quantity)}</span></div></section>`;
  const props = JSON.stringify({ type, memoryQuotaMb, machine, others, price });
  return html`<section class="r-card" data-key="type-${type}" data-wanted="${quantity}">${head}
    <form class="in r-scale" method="post" action="${paths.scale(app)}" data-island="scale-form" data-props="${props}">${csrfField(visitor.csrf)}<input type="hidden" name="type" value="${type}"><input type="hidden" name="was" value="${quantity}">
    <button class="r-sr" tabindex="-1" aria-hidden="true">Run</button>
    <div class="r-scale-row"><span class="r-step"><button name="step" value="-1" aria-label="One ${type} dyno less"${quantity === 0 && html` disabled`}>${icon('dash-lg')}</button><input name="quantity" value="${quantity}" inputmode="numeric" pattern="[0-9]*" autocomplete="off" aria-label="${type} dynos"><button name="step" value="1" aria-label="One ${type} dyno more">${icon('plus-lg')}</button></span>
    <span class="r-now" data-now>${nowWords(up, quantity)}</span></div>
    <div data-preview aria-live="polite"></div></form>${sizeForm(app, process, visitor)}<p class="in r-more-line"><a href="${paths.scaling(app)}">When it changes by itself</a></p></section>`;
}

/** What another size means stands beside each: the machine is the person's own, so a size is first of all a limit. */
function sizeForm(app: string, { type, quantity, size }: ProcessType, visitor: Visitor): Html {
  const known = dynoSizes.map(({ name, memoryMb }) => ({ value: name, label: `${sizeTitle(name)}: up to ${megabytes(memoryMb)} a dyno` }));
  const options = known.some(({ value }) => value === size) ? known : [{ value: size, label: sizeTitle(size) }, ...known];
  const effect =
    quantity === 0
      ? 'It counts from the next start.'
      : `${quantity === 1 ? 'Its dyno restarts' : `Its ${quantity} dynos restart`}: visitors wait for a moment, nothing that was saved is lost.`;
  return html`<details class="in r-more-line" data-key="size-${type}" data-keep><summary>Another size</summary><form class="r-inline" method="post" action="${paths.size(app)}">${csrfField(visitor.csrf)}<input type="hidden" name="type" value="${type}">${field({ name: 'size', id: `size-${type}`, label: `Size of each ${type} dyno`, type: 'select', value: size, options, help: `${effect} The machine is yours: what a size costs is on the meter only.` })}<button class="btn btn-outline">Change the size</button></form></details>`;
}

function nowWords(up: number, quantity: number): Html {
  if (quantity === 0) return html`<b>off</b> <span class="r-muted">none wanted</span>`;
  return up === quantity ? html`<b>${up} up</b>` : html`<b>${up} up</b> <span class="r-wait">of ${quantity} wanted</span>`;
}
