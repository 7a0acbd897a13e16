import { card, csrfField, field, icon, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { Recruit, TurnedAway } from '../../../rules/recruit.ts';
import { whenText } from '../format.ts';
import { paths } from '../routes.ts';
import { adminPage, copyButton, type SessionTitle, type Visitor } from './frame.ts';

export interface RecruitPage {
  readonly session: SessionTitle;
  readonly recruit: Recruit | null;
  /** The session-wide link. */
  readonly link: string;
  /** Who came when every seat was taken. */
  readonly extra: readonly TurnedAway[];
  readonly nowMs: number;
  readonly visitor: Visitor;
}

const prolificQuery = 'PROLIFIC_PID={{%PROLIFIC_PID%}}&STUDY_ID={{%STUDY_ID%}}&SESSION_ID={{%SESSION_ID%}}';

/** Where people come from, and where they go at the end. */
export function recruitPage({ session, recruit, link, extra, nowMs, visitor }: RecruitPage): Html {
  const hasPanel = recruit !== null && recruit.provider !== 'links';
  return adminPage({
    title: 'Recruitment',
    visitor,
    place: { session, tab: 'recruit' },
    islands: ['kit/copy-button'],
    body: html`${hasPanel ? panelStatus(session, recruit) : linksStatus}<div class="r-two">${card({ title: 'Where people come from', body: form(session, recruit, visitor) })}${
      hasPanel && linkCard(recruit, link)
    }</div>${extra.length > 0 && extraCard(extra, nowMs)}`,
  });
}

const linksStatus = statusSentence({
  state: 'idle',
  icon: 'people',
  sentence: 'People come by their links alone.',
  detail: 'Choose where they come from, and they are sent back there at the end.',
});

function panelStatus({ code }: SessionTitle, { provider }: Recruit): Html {
  return statusSentence({
    state: 'ok',
    icon: 'people',
    sentence: provider === 'prolific' ? 'People come from Prolific.' : 'People come from a panel.',
    detail: html`Next: <b>give the panel the link below.</b>`,
    actions: [html`<a class="btn btn-outline" href="${paths.bonuses(code)}">${icon('download')}Bonuses as CSV</a>`],
  });
}

function linkCard({ provider }: Recruit, link: string): Html {
  const study = `${link}?${provider === 'prolific' ? prolificQuery : 'participant_label=…'}`;
  return card({
    title: 'The link for the panel',
    say: 'Its name for somebody becomes their label.',
    body: html`<div class="r-stack"><code class="r-wrap">${study}</code><div class="r-buttons">${copyButton(study, 'Copy')}</div></div>`,
  });
}

/** Whom the panel may still have to be asked to pay. */
function extraCard(extra: readonly TurnedAway[], nowMs: number): Html {
  const labels = extra.flatMap(({ label }) => label ?? []);
  return card({
    title: 'Came when every seat was taken',
    say: 'They were shown the page for a full session. Who has found a seat since is no longer here.',
    aside: labels.length > 0 && copyButton(labels.join('\n'), 'Copy the labels'),
    flush: true,
    body: table({
      caption: 'People who found no seat',
      columns: [{ label: 'Label' }, { label: 'Times', numeric: true }, { label: 'First came' }],
      rows: extra.map(({ label, times, firstAt }) => [
        label ?? html`<span class="r-muted">No label</span>`,
        times,
        whenText(firstAt, nowMs),
      ]),
    }),
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
  value: recruit?.provider ?? 'links',
  options: [
    { value: 'links', label: 'Their links alone' },
    { value: 'prolific', label: 'Prolific' },
    { value: 'url', label: 'Another panel' },
  ],
})}
${code('completed', 'Code for who has finished')}${code('dropout', 'Code for who dropped out')}${code('screened_out', 'Code for who was screened out')}
${code('full', 'Code for who finds no seat')}
${field({ name: 'when_full', label: 'What they read who find no seat', type: 'text', value: recruit?.whenFull ?? '', help: 'Every seat is taken when they come. Left empty, the lab’s own words in their language.', attributes: { maxlength: 2000, autocomplete: 'off' } })}
${field({ name: 'end_url', label: 'Another panel: where people go at the end', type: 'text', value: recruit?.endUrl ?? '', help: 'https://panel.example/end?id={label}&code={code}; {param.x} is what came with the link as x.', attributes: { maxlength: 2000 } })}
<div class="r-buttons"><button class="btn btn-primary">Save</button></div></form>`;
}
