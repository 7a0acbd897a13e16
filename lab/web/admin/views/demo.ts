import { card, csrfField, icon, statusSentence } from '#kit/html/controls.ts';
import { html, trusted, type Html } from '#kit/html/html.ts';
import { paths } from '../routes.ts';
import { adminPage, type Visitor } from './frame.ts';

/** An experiment that can be tried. */
export interface DemoChoice {
  readonly name: string;
  readonly displayName: string;
  /** HTML of the project's author. */
  readonly doc: string;
  readonly participants: number;
  readonly pages: number;
}

/** What can be tried, one click each. */
export function demoPage({ choices, visitor }: { readonly choices: readonly DemoChoice[]; readonly visitor: Visitor }): Html {
  const count = choices.length;
  return adminPage({
    title: 'Demo',
    visitor,
    place: { area: 'demo' },
    islands: ['kit/submit-once'],
    body: html`${statusSentence({
      state: count > 0 ? 'ok' : 'idle',
      icon: 'play-fill',
      sentence: count === 1 ? '1 experiment is ready to try.' : `${count} experiments are ready to try.`,
      detail: count > 0 ? 'A demo makes a session with a few seats for you to play yourself. It stays out of your real sessions.' : noDemo,
    })}<section class="r-three" aria-label="Experiments">${choices.map((choice) => demoCard(choice, visitor))}</section>`,
  });
}

const noDemo = 'Give a session in rostra.lab.ts a number of demoParticipants, and it shows up here.';

function demoCard({ name, displayName, doc, participants, pages }: DemoChoice, visitor: Visitor): Html {
  const people = participants === 1 ? '1 person' : `${participants} people`;
  return card({
    title: displayName,
    say: `${people}, ${pages} pages`,
    body: html`<div class="r-stack"><p>${trusted(doc)}</p>
    <form method="post" action="${paths.newDemo(name)}" data-island="submit-once" data-props="${JSON.stringify({ sending: 'Making the session…' })}">${csrfField(visitor.csrf)}<button class="btn btn-outline" style="white-space:normal">${icon('play-fill')}Try ${displayName}</button></form></div>`,
  });
}
