import { card } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { undoableAct } from '../../../rules/history/acts.ts';
import { paths } from '../routes.ts';
import { clockTime } from './clock-time.ts';

/** What was done and what came in last. */
export interface Latest {
  /** Null for whoever may not see it; likewise the next. */
  readonly actions: readonly { readonly at: Date; readonly actor: string; readonly verb: string; readonly subject: string }[] | null;
  readonly results:
    | readonly {
        readonly debateId: number;
        readonly at: Date;
        readonly round: string;
        readonly room: string | null;
        readonly teams: readonly { readonly name: string; readonly points: number | null; readonly win: boolean | null }[];
      }[]
    | null;
  readonly timezone: string;
}

/** Two lists of at most ten lines, the newest first. */
export function latestCards(slug: string, { actions, results, timezone }: Latest): Html {
  const time = (at: Date): Html => html`<span class="r-muted">${clockTime(at, timezone)}</span>`;
  return html`${
    results !== null &&
    results.length > 0 &&
    card({
      title: 'Latest results',
      body: html`<ul class="r-list">${results.map(
        ({ debateId, at, round, room, teams }) =>
          html`<li>${time(at)} <a href="${paths.ballot(slug, debateId)}">${round} ${room}</a> ${teams.map(({ name, points, win }, index) => html`<span class="r-nowrap">${name} <b>${points ?? (win === true ? 'won' : 'lost')}</b>${index < teams.length - 1 && ','}</span> `)}</li>`,
      )}</ul>`,
    })
  }${
    actions !== null &&
    actions.length > 0 &&
    card({
      title: 'Latest acts',
      aside: html`<a href="${paths.log(slug)}">Log</a>`,
      body: html`<ul class="r-list">${actions.map(({ at, actor, verb, subject }) => html`<li>${time(at)} <b>${actor}</b> ${actWords(verb)}${subjectWords(subject)}</li>`)}</ul>`,
    })
  }`;
}

const actWords = (verb: string): string => undoableAct(verb)?.words ?? verb.replaceAll('_', ' ');

/** "round:2" as people say it; a tournament needs no name on its own page. */
function subjectWords(subject: string): Html | null {
  return subject === 'tournament' ? null : html` <span class="r-muted">${subject.replace(':', ' ')}</span>`;
}
