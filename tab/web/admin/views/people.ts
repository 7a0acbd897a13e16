import { card, icon, statusSentence } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import { paths } from '../routes.ts';
import { tabPage } from './frame.ts';
import type { Event, Visitor } from './frame.ts';
import { slipTitles } from './link-slips.ts';

interface People {
  readonly visitor: Visitor;
  readonly event: Event;
  readonly teams: readonly { readonly id: number; readonly name: string; readonly institution: string | null }[];
  readonly speakers: readonly { readonly id: number; readonly name: string; readonly teamId: number }[];
  readonly judges: readonly {
    readonly id: number;
    readonly name: string;
    readonly institution: string | null;
    readonly baseScore: number;
    readonly isTrainee: boolean;
  }[];
  readonly coaches: readonly { readonly personId: number; readonly name: string }[];
  /** The secret of each person's private link. */
  readonly keys: ReadonlyMap<number, string>;
}

export function peoplePage({ visitor, event, teams, speakers, judges, coaches, keys }: People): Html {
  const link = (id: number): Html | null => {
    const key = keys.get(id);
    return key === undefined ? null : html`<a href="${paths.privateLink(event.slug, key)}" rel="noreferrer">private page</a>`;
  };
  const decimals = Math.max(0, ...judges.map(({ baseScore }) => (String(baseScore).split('.')[1] ?? '').length));
  return tabPage({
    title: 'People',
    visitor,
    event,
    tab: 'people',
    body: html`${statusSentence({
      state: 'ok',
      sentence: `${speakers.length} speakers and ${judges.length} adjudicators.`,
      detail: html`A private page is for one person only: <b>whoever has the link is taken for them.</b>`,
      actions: keys.size === 0 ? [] : slipButtons(event.slug, coaches.length > 0),
    })}<div class="r-two start">${card({
      title: 'Adjudicators',
      say: String(judges.length),
      flush: true,
      body: table({
        caption: 'Adjudicators',
        columns: [{ label: 'Name' }, { label: 'Institution' }, { label: 'Score', numeric: true }, { label: 'Private link' }],
        rows: judges.map((judge) => [
          html`<b>${judge.name}</b>${judge.isTrainee && html` <span class="r-muted">trainee</span>`}`,
          judge.institution ?? 'independent',
          judge.baseScore.toFixed(decimals),
          link(judge.id),
        ]),
      }),
    })}${card({
      title: 'Teams',
      say: String(teams.length),
      flush: true,
      body: table({
        caption: 'Teams with their speakers',
        columns: [{ label: 'Team' }, { label: 'Speakers' }],
        rows: teams.map((team) => [
          html`<b>${team.name}</b>`,
          html`${speakers
            .filter((speaker) => speaker.teamId === team.id)
            .map((speaker, index) => html`${index > 0 && ', '}${speaker.name} <span class="r-small">${link(speaker.id)}</span>`)}`,
        ]),
      }),
    })}${coaches.length > 0 && coachesCard(coaches, link)}</div>`,
  });
}

function slipButtons(slug: string, hasCoaches: boolean): Html[] {
  const kinds = ['adjudicator', 'speaker', ...(hasCoaches ? (['coach'] as const) : [])] as const;
  return kinds.map(
    (kind) => html`<a class="btn btn-outline" href="${paths.linkSlips(slug, kind)}">${icon('printer')}Links of ${slipTitles[kind]}</a>`,
  );
}

function coachesCard(coaches: People['coaches'], link: (id: number) => Html | null): Html {
  return card({
    title: 'Coaches',
    say: String(coaches.length),
    flush: true,
    body: table({
      caption: 'Coaches',
      columns: [{ label: 'Name' }, { label: 'Private link' }],
      rows: coaches.map(({ personId, name }) => [html`<b>${name}</b>`, link(personId)]),
    }),
  });
}
