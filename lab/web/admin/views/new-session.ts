import { banner, card, csrfField, field, icon, statusSentence, type Field } from '#kit/html/controls.ts';
import { html, trusted, type Html } from '#kit/html/html.ts';
import { demandOf, type DemandFacts } from '../../../rules/demand.ts';
import { paths } from '../routes.ts';
import { adminPage, type Visitor } from './frame.ts';

/** A recipe that sessions are made of. */
export interface ConfigChoice {
  readonly name: string;
  readonly displayName: string;
}

/** The chosen recipe. */
export interface ChosenConfig extends ConfigChoice {
  /** HTML of the project's author. */
  readonly doc: string;
  readonly games: readonly { readonly name: string; readonly rounds: number; readonly doc: string }[];
  /** The number of participants is a multiple of this. */
  readonly step: number;
  readonly participants: number | string;
  readonly label: string;
  /** The fee, the point value and the recipe's own parameters, as questions. */
  readonly questions: readonly Field[];
}

export interface NewSessionPage {
  readonly configs: readonly ConfigChoice[];
  readonly chosen: ChosenConfig;
  /** Where the session is to be; null when people come by links of their own. */
  readonly room: { readonly name: string; readonly displayName: string } | null;
  /** What such a session asks of the server. */
  readonly demand: DemandFacts;
  readonly visitor: Visitor;
  readonly fault?: { readonly field: string; readonly message: string; readonly hint: string | undefined };
}

/** Picks an experiment, says how many take part and what differs from the recipe. */
export function newSessionPage({ configs, chosen, room, demand, visitor, fault }: NewSessionPage): Html {
  const errorOf = (name: string) => (fault?.field === name ? { error: `${fault.message} ${fault.hint ?? ''}` } : {});
  return adminPage({
    title: 'New session',
    visitor,
    place: { area: room ? 'rooms' : 'sessions' },
    islands: ['kit/submit-once', 'demand'],
    body: html`${statusSentence({ state: 'idle', icon: 'plus-lg', sentence: `New session of ${chosen.displayName}`, detail: html`Next: <b>say how many take part.</b> ${nextWords(room)}` })}
    ${fault && banner({ kind: 'failed', text: fault.message, detail: fault.hint })}
    <nav class="r-scroll" aria-label="Experiment"><div class="r-seg">${configs.map((config) => configLink(config, { chosen, room }))}</div></nav>
    <div class="r-two">${card({
      title: 'Settings',
      body: html`<form method="post" action="${paths.sessions()}" class="r-stack" data-island="submit-once" data-props="${JSON.stringify({ sending: 'Making the session…' })}">${csrfField(visitor.csrf)}<input type="hidden" name="config" value="${chosen.name}">${room && html`<input type="hidden" name="room" value="${room.name}">`}
      ${field({
        name: 'num_participants',
        label: 'Number of participants',
        type: 'number',
        value: chosen.participants,
        required: true,
        help: headcountWords(chosen.step),
        attributes: { min: chosen.step, step: chosen.step, inputmode: 'numeric' },
        ...errorOf('num_participants'),
      })}
      ${demandLine(chosen, demand)}
      ${field({ name: 'label', label: 'Label', type: 'text', value: chosen.label, help: 'For yourself: “Tuesday 10:00, pilot”.', attributes: { maxlength: 200 } })}
      ${chosen.questions.map((question) => field({ ...question, ...errorOf(question.name) }))}
      <div class="r-buttons"><button class="btn btn-primary">${icon('plus-lg')}Create the session</button></div></form>`,
    })}${card({
      title: 'What people play',
      body: html`<div class="r-stack">${chosen.doc && html`<p>${trusted(chosen.doc)}</p>`}<ol class="r-checks">${chosen.games.map(
        (game) =>
          html`<li><span>${icon('puzzle')}</span><span><b>${game.name}</b>${game.doc && html`<br><span class="r-muted">${game.doc}</span>`}</span><span class="r-muted">${game.rounds === 1 ? '1 round' : `${game.rounds} rounds`}</span></li>`,
      )}</ol></div>`,
    })}</div>`,
  });
}

/** The island counts on while the number is typed. */
function demandLine({ participants }: ChosenConfig, facts: DemandFacts): Html {
  const { sentence, warning } = demandOf(Math.max(1, Math.trunc(Number(participants)) || 1), facts);
  return html`<div class="r-stack" data-island="demand" data-props="${JSON.stringify({ facts, input: 'f-num_participants' })}" aria-live="polite"><p class="r-muted" data-demand>${sentence}</p><div class="r-banner late" data-demand-warning${warning === null && html` hidden`}>${icon('exclamation-triangle-fill')}<span><b>${warning ?? ''}</b></span></div></div>`;
}

function nextWords(room: NewSessionPage['room']): string {
  if (!room) return 'Each gets a link of their own.';
  return `Whoever waits in ${room.displayName} goes in at once; a session that is there now keeps running without the room.`;
}

function configLink(config: ConfigChoice, { chosen, room }: Pick<NewSessionPage, 'chosen' | 'room'>): Html {
  return html`<a href="${paths.newSession(config.name, room?.name)}"${config.name === chosen.name && html` aria-current="page"`}>${config.displayName}</a>`;
}

function headcountWords(step: number): string {
  return step === 1 ? 'Any number of people.' : `A multiple of ${step}: people play in groups.`;
}
