import { card, csrfField, field, icon, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { Recruit } from '../../../rules/recruit.ts';
import { paths } from '../routes.ts';
import { adminPage, copyButton, type SessionTitle, type Visitor } from './frame.ts';

export interface RecruitPage {
  readonly session: SessionTitle;
  readonly recruit: Recruit | null;
  /** The session-wide link. */
  readonly link: string;
  readonly visitor: Visitor;
}

const prolificQuery = 'PROLIFIC_PID={{%PROLIFIC_PID%}}&STUDY_ID={{%STUDY_ID%}}&SESSION_ID={{%SESSION_ID%}}';

/** Where people come from, and where they go at the end. */
export function recruitPage({ session, recruit, link, visitor }: RecruitPage): Html {
  const isProlific = recruit?.provider === 'prolific';
  const study = isProlific ? `${link}?${prolificQuery}` : `${link}?participant_label=…`;
  return adminPage({
    title: 'Recruitment',
    visitor,
    place: { session, tab: 'recruit' },
    islands: ['kit/copy-button'],
    body: html`${statusSentence({
      state: recruit ? 'ok' : 'idle',
      icon: 'people',
      sentence: recruit ? (isProlific ? 'People come from Prolific.' : 'People come from a panel.') : 'People come by their links alone.',
      detail: recruit
        ? html`Next: <b>give the panel the link below.</b>`
        : 'Choose where they come from, and they are sent back there at the end.',
      actions: recruit
        ? [html`<a class="btn btn-outline" href="${paths.bonuses(session.code)}">${icon('download')}Bonuses as CSV</a>`]
        : [],
    })}<div class="r-two">${card({ title: 'Where people come from', body: form(session, recruit, visitor) })}${
      recruit &&
      card({
        title: 'The link for the panel',
        say: 'Its name for somebody becomes their label.',
        body: html`<div class="r-stack"><code class="r-wrap">${study}</code><div class="r-buttons">${copyButton(study, 'Copy')}</div></div>`,
      })
    }</div>`,
  });
}

function form(session: SessionTitle, recruit: Recruit | null, { csrf }: Visitor): Html {
  const code = (outcome: string, label: string): Html =>
    field({
      name: `code_${outcome}`,
      label,
      type: 'text',
      value: recruit?.codes[outcome] ?? '',
      attributes: { maxlength: 100, autocomplete: 'off' },
    });
  return html`<form class="r-stack" method="post" action="${paths.recruit(session.code)}">${csrfField(csrf)}
${field({
  name: 'provider',
  label: 'From',
  type: 'select',
  value: recruit?.provider ?? '',
  options: [
    { value: '', label: 'Their links alone' },
    { value: 'prolific', label: 'Prolific' },
    { value: 'url', label: 'Another panel' },
  ],
})}
${code('completed', 'Code for who has finished')}${code('dropout', 'Code for who dropped out')}${code('screened_out', 'Code for who was screened out')}
${field({ name: 'end_url', label: 'Another panel: where people go at the end', type: 'text', value: recruit?.endUrl ?? '', help: 'https://panel.example/end?id={label}&code={code}; {param.x} is what came with the link as x.', attributes: { maxlength: 2000 } })}
<div class="r-buttons"><button class="btn btn-primary">Save</button></div></form>`;
}
