import { card, chip, csrfField, emptyState, field, statusSentence } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import { paths } from '../routes.ts';
import { demoChoices, formatChoices } from './choices.ts';
import { tabPage } from './frame.ts';
import type { PageFault, Visitor } from './frame.ts';

/** The form of a new tournament as it was filled in. */
export interface NewTournament {
  readonly name: string;
  readonly slug: string;
  readonly format: string;
  /** Preliminary rounds, as typed; empty when the files bring them. */
  readonly rounds: string;
  /** Teams that break. */
  readonly breaking: string;
}

interface Tournaments {
  readonly visitor: Visitor;
  readonly fault: PageFault | null;
  readonly tournaments: readonly { readonly slug: string; readonly name: string; readonly active: boolean }[];
  readonly form: NewTournament;
}

export function tournamentsPage({ visitor, fault, tournaments, form }: Tournaments): Html {
  const count = tournaments.length;
  return tabPage({
    title: 'Tournaments',
    visitor,
    fault,
    body: html`${statusSentence({
      state: count > 0 ? 'ok' : 'wait',
      sentence: count > 0 ? `${count} ${count === 1 ? 'tournament is' : 'tournaments are'} here.` : 'No tournament is here yet.',
      detail: count > 0 ? 'Open one, or make another.' : html`Next: <b>make one from your files, or try a made-up one.</b>`,
    })}
<div class="r-two r-wide-first"><div class="r-stack">${listCard(tournaments)}${newCard(visitor, form)}</div>${demoCard(visitor)}</div>`,
  });
}

function listCard(tournaments: Tournaments['tournaments']): Html {
  if (tournaments.length === 0)
    return emptyState({
      icon: 'calendar-plus',
      sentence: 'Nothing to run yet',
      fact: 'A tournament starts empty, from a set of CSV files, or made up.',
    });
  return card({
    title: 'Tournaments',
    flush: true,
    body: table({
      caption: 'Tournaments',
      columns: [{ label: 'Name' }, { label: 'Address' }, { label: 'State' }],
      rows: tournaments.map(({ slug, name, active }) => [
        html`<a href="${paths.overview(slug)}"><b>${name}</b></a>`,
        html`<code>/${slug}/</code>`,
        active ? chip('ok', 'active') : chip('idle', 'past'),
      ]),
    }),
  });
}

function newCard(visitor: Visitor, form: NewTournament): Html {
  return card({
    title: 'A new tournament',
    say: 'taken whole or not at all: a wrong cell is named with its file, line and column',
    body: html`<form class="r-stack" method="post" action="${paths.newTournament()}" enctype="multipart/form-data">${csrfField(visitor.csrf)}
${field({ name: 'name', label: 'Name', type: 'text', value: form.name, help: 'An XML archive brings its own name.', attributes: { maxlength: 100 } })}
${field({ name: 'slug', label: 'Address', type: 'text', value: form.slug, help: 'Small letters, digits and hyphens. Left empty it is made from the name.', attributes: { maxlength: 50, pattern: '[a-z0-9][a-z0-9\\-]*' } })}
${field({ name: 'format', label: 'Format', type: 'select', value: form.format, options: formatChoices })}
${field({ name: 'rounds', label: 'Preliminary rounds', type: 'text', value: form.rounds, help: 'Makes the rounds and their draws. Left empty when rounds.csv brings them, or you add them by hand.', attributes: { inputmode: 'numeric', maxlength: 2 } })}
${field({ name: 'breaking', label: 'Teams that break', type: 'text', value: form.breaking, help: '4 for a final in rooms of four, 8 for semifinals and a final; left empty for none.', attributes: { inputmode: 'numeric', maxlength: 3 } })}
${filesField()}
<div class="r-buttons"><button class="btn btn-primary">Make the tournament</button></div></form>`,
  });
}

/** The question for a CSV set, which two forms ask. */
export function filesField(): Html {
  return html`<div class="r-field"><label for="f-files">Files of the set</label><input class="form-control r-input" type="file" id="f-files" name="files" multiple accept=".csv,.zip,.xml,text/csv" aria-describedby="f-files-help"><span class="r-help" id="f-files-help">institutions.csv, teams.csv, speakers.csv, adjudicators.csv, venues.csv, rounds.csv, break_categories.csv and more, several at once or one zip of them; a new tournament also from an XML archive.</span></div>`;
}

function demoCard(visitor: Visitor): Html {
  return card({
    title: 'Try a made-up one',
    say: 'invented people, open to the public',
    body: html`<form class="r-stack" method="post" action="${paths.newDemo()}">${csrfField(visitor.csrf)}
${field({ name: 'demo', label: 'Tournament', type: 'select', value: 'bp24', options: demoChoices })}
${field({ name: 'simulate', label: 'Rounds already played', type: 'number', value: 0, attributes: { min: 0, max: 6, inputmode: 'numeric' } })}
<div class="r-buttons"><button class="btn btn-outline">Make it up</button></div></form>`,
  });
}
