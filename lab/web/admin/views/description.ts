import { card, csrfField, field, icon, statusSentence } from '#kit/html/controls.ts';
import { html, trusted, type Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import { paths } from '../routes.ts';
import { adminPage, type SessionTitle, type Visitor } from './frame.ts';

export interface DescriptionPage {
  readonly session: SessionTitle;
  readonly created: string;
  readonly participants: number;
  readonly label: string;
  readonly comment: string;
  /** HTML of the project's author. */
  readonly doc: string;
  readonly games: readonly { readonly name: string; readonly rounds: number }[];
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  readonly isArchived: boolean;
  readonly fee: string;
  /** Null where games are played for money. */
  readonly pointValue: string | null;
  readonly currency: string;
  /** What organisers did, the newest first. */
  readonly doings: readonly { readonly when: string; readonly actor: string; readonly action: string; readonly detail: string }[];
  readonly visitor: Visitor;
}

/** What the session is made of, and what may still be changed. */
export function descriptionPage(page: DescriptionPage): Html {
  const { session, visitor, games, parameters, doc } = page;
  return adminPage({
    title: 'Description',
    visitor,
    place: { session, tab: 'description' },
    islands: ['kit/hold-button'],
    body: html`${statusSentence({
      state: 'idle',
      icon: 'file-earmark-text',
      sentence: `${session.name}, for ${page.participants}`,
      detail: html`Made ${page.created}. What is not below stays as it was then.`,
    })}
    <div class="r-two"><div class="r-stack">${card({
      title: 'What people play',
      body: html`<div class="r-stack">${doc && html`<p>${trusted(doc)}</p>`}<ol class="r-checks">${games.map(
        (game) =>
          html`<li><span>${icon('puzzle')}</span><b>${game.name}</b><span class="r-muted">${game.rounds === 1 ? '1 round' : `${game.rounds} rounds`}</span></li>`,
      )}</ol></div>`,
    })}${card({
      title: 'Settings',
      flush: true,
      body: table({
        caption: 'Settings',
        columns: [{ label: 'Setting' }, { label: 'Value', numeric: true }],
        rows: parameters.map(({ name, value }) => [html`<code>${name}</code>`, value]),
      }),
    })}</div><div class="r-stack">${visitor.mayRun && notesCard(page)}${visitor.mayRun && endCard(page)}</div></div>${page.doings.length > 0 && doingsCard(page)}`,
  });
}

function notesCard({ session, label, comment, fee, pointValue, currency, visitor }: DescriptionPage): Html {
  return card({
    title: 'Edit',
    say: 'All of it stands in the exports.',
    body: html`<form method="post" action="${paths.edit(session.code)}" class="r-stack">${csrfField(visitor.csrf)}
    ${field({ name: 'label', label: 'Label', type: 'text', value: label, attributes: { maxlength: 300 } })}
    ${field({ name: 'comment', label: 'Comment', type: 'textarea', value: comment, attributes: { rows: 3, maxlength: 10_000 } })}
    ${field({ name: 'participationFee', label: `Participation fee (${currency})`, type: 'text', value: fee, required: true, attributes: { inputmode: 'decimal' } })}
    ${pointValue !== null && field({ name: 'pointValue', label: `One point is worth (${currency})`, type: 'text', value: pointValue, required: true, attributes: { inputmode: 'decimal' } })}
    <div class="r-buttons"><button class="btn btn-outline">Save</button></div></form>`,
  });
}

function doingsCard({ doings }: DescriptionPage): Html {
  return card({
    title: 'What was done',
    say: 'By organisers, the newest first.',
    flush: true,
    body: table({
      caption: 'What was done',
      cards: true,
      columns: [{ label: 'When' }, { label: 'Who' }, { label: 'What' }, { label: 'Exactly' }],
      rows: doings.map(({ when, actor, action, detail }) => [when, actor, action, html`<code class="r-wrap r-small">${detail}</code>`]),
    }),
  });
}

function endCard({ session, participants, isArchived, visitor }: DescriptionPage): Html {
  return card({
    title: 'Put away',
    say: 'The archive only hides a session.',
    body: html`<div class="r-stack"><form method="post" action="${paths.archive(session.code)}">${csrfField(visitor.csrf)}<input type="hidden" name="archived" value="${isArchived ? 'no' : 'yes'}"><button class="btn btn-outline">${icon('inbox')}${isArchived ? 'Take out of the archive' : 'Archive'}</button></form>
    <form method="post" action="${paths.remove(session.code)}" class="r-stack">${csrfField(visitor.csrf)}
    ${field({
      name: 'participants',
      label: 'To delete it with all its data, type the number of participants',
      type: 'text',
      required: true,
      attributes: { inputmode: 'numeric', autocomplete: 'off', pattern: String(participants) },
    })}
    <div class="r-buttons"><button class="btn btn-danger r-hold" data-island="hold-button">${icon('trash')}Hold 1 s to delete for good</button></div></form></div>`,
  });
}
