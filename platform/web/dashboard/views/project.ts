import { card, csrfField, field, icon, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { usualPath, type ProjectPage } from '../../../rules/project-page.ts';
import { paths } from '../routes.ts';
import { faultBanner, type PageFault } from './fault.ts';
import { dashboardPage, holdButton, onlyFor, type Visitor } from './frame.ts';

export interface ProjectDesk {
  readonly app: string;
  readonly state: { readonly url: string; readonly page: ProjectPage | null; readonly hasSource: boolean };
  readonly visitor: Visitor;
  readonly fault: PageFault | null;
  /** The page, when it was refused. */
  readonly typed: ProjectPage | null;
}

/** What the app tells everybody of itself. */
export function projectPage(desk: ProjectDesk): Html {
  const { app, state, visitor, fault, typed } = desk;
  const { page, url } = state;
  const sentence = page === null ? `${app} has no page about itself.` : `Everybody can read what ${app} is.`;
  const detail = page === null ? 'The router answers the page itself, also while the app is down.' : html`<a href="${url}">${url}</a>`;
  return dashboardPage({
    title: 'Project page',
    visitor,
    app: { name: app, tab: 'project' },
    body: html`${statusSentence({ state: page === null ? 'idle' : 'ok', icon: 'file-earmark-text', sentence, detail })}${faultBanner(fault)}
    ${visitor.may('change') ? formCard(desk, typed ?? page ?? { ...blank, title: app }) : onlyFor('change')}
    ${visitor.may('change') && page !== null && offForm(desk)}`,
  });
}

const blank: ProjectPage = {
  path: usualPath,
  title: '',
  description: '',
  people: '',
  licence: '',
  cite: '',
  demo: null,
  offersSource: false,
};

function formCard({ app, state, visitor }: ProjectDesk, page: ProjectPage): Html {
  const source =
    state.page?.offersSource === true ? (state.hasSource ? ' It is there now.' : ' It comes as soon as a release serves.') : '';
  return card({
    title: state.page === null ? 'Switch it on' : 'What it says',
    say: 'everybody can read it',
    body: html`<form class="r-stack" method="post" action="${paths.project(app)}">${csrfField(visitor.csrf)}
    ${field({ name: 'title', label: 'Title', type: 'text', value: page.title, required: true, attributes: { maxlength: 120, autocomplete: 'off' } })}
    ${field({ name: 'description', label: 'Description', type: 'textarea', value: page.description, attributes: { rows: 6, maxlength: 5000 }, help: 'An empty line begins a paragraph.' })}
    ${field({ name: 'people', label: 'People', type: 'textarea', value: page.people, attributes: { rows: 2, maxlength: 1000 }, help: 'A line each.' })}
    ${field({ name: 'licence', label: 'Licence', type: 'text', value: page.licence, attributes: { maxlength: 120, autocomplete: 'off', placeholder: 'MIT' } })}
    ${field({ name: 'cite', label: 'How to cite', type: 'textarea', value: page.cite, attributes: { rows: 2, maxlength: 2000 } })}
    ${field({ name: 'demo', label: 'Where somebody can try it', type: 'text', value: page.demo ?? '', attributes: { autocomplete: 'off', spellcheck: 'false', placeholder: '/demo' }, help: 'A path of the app that begins a demo session; empty: nowhere.' })}
    ${field({ name: 'path', label: 'Where the page is', type: 'text', value: page.path, attributes: { autocomplete: 'off', spellcheck: 'false' } })}
    ${field({ name: 'source', label: 'Everybody may fetch the source as deployed', type: 'checkbox', value: page.offersSource, help: `No config, no data, and no file in which a config var stands.${source}` })}
    <div class="r-buttons"><button class="btn btn-primary">${icon('broadcast')}${state.page === null ? 'Switch it on' : 'Publish'}</button></div></form>`,
  });
}

function offForm({ app, visitor }: ProjectDesk): Html {
  return html`<form method="post" action="${paths.project(app)}">${csrfField(visitor.csrf)}<input type="hidden" name="on" value="no"><div class="r-buttons">${holdButton('Switch it off', 'outline')}</div></form>`;
}
