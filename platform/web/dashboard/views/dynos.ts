import { card, csrfField, icon, meter } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table, type TableRow } from '#kit/html/table.ts';
import type { Dyno } from '../../../rules/resources.ts';
import type { AppFacts } from '../facts.ts';
import { clockTime, megabytes } from '../format.ts';
import { paths } from '../routes.ts';
import { dynoChip } from './dyno-words.ts';
import type { Visitor } from './frame.ts';

const nothing = html`<span class="nil">–</span>`;

/** What the restart buttons of a page belong to; it shows nothing itself. */
export function restartForm(app: string, visitor: Visitor): Html {
  return html`<form id="restart" hidden method="post" action="${paths.restart(app)}">${csrfField(visitor.csrf)}</form>`;
}

/** The dynos as they are now. Its restart buttons belong to the form `restart` beside it, so that this part can be replaced live. */
export function dynosCard({ dynos, nowMs, app }: AppFacts, visitor: Visitor): Html {
  if (dynos.length === 0)
    return card({
      title: 'Dynos',
      body: html`<p class="r-muted">No dyno runs. ${app.release === null ? 'Deploy first.' : 'Press + above to start one.'}</p>`,
    });
  return card({
    title: 'Dynos',
    say: releaseWords(dynos),
    flush: true,
    body: table({
      caption: `Dynos of ${app.name}`,
      cards: true,
      columns: [
        { label: 'Dyno' },
        { label: 'State' },
        { label: 'Load', numeric: true },
        { label: memoryWords(dynos), numeric: true },
        { label: 'Since', numeric: true },
        { label: 'Note' },
        { label: 'Restart', hidden: true },
      ],
      rows: dynos.map((dyno) => dynoRow(dyno, { app: app.name, nowMs, visitor })),
    }),
  });
}

function releaseWords(dynos: readonly Dyno[]): string {
  const versions = [...new Set(dynos.map((dyno) => dyno.release))].sort((a, b) => a - b);
  return versions.length === 1 ? `all on release v${versions[0]}` : `on releases ${versions.map((version) => `v${version}`).join(' and ')}`;
}

/** The limit stands in the head when it is the same for all. */
function memoryWords(dynos: readonly Dyno[]): string {
  const quotas = [...new Set(dynos.map((dyno) => dyno.memoryQuotaMb))];
  return quotas.length === 1 ? `Memory of ${quotas[0]} MB` : 'Memory';
}

interface RowContext {
  readonly app: string;
  readonly nowMs: number;
  readonly visitor: Visitor;
}

function dynoRow(dyno: Dyno, { app, nowMs, visitor }: RowContext): TableRow {
  const cells = [
    html`<b>${dyno.name}</b>`,
    dynoChip(dyno),
    dyno.load === null ? nothing : meter(dyno.load * 100, `${Math.round(dyno.load * 100)} %`),
    dyno.memoryMb === null ? nothing : meter((dyno.memoryMb / dyno.memoryQuotaMb) * 100, megabytes(dyno.memoryMb)),
    html`<time datetime="${dyno.since}">${clockTime(dyno.since, nowMs)}</time>`,
    html`<span class="r-muted">${noteOf(dyno)}</span>`,
    html`<a class="r-icon" href="${paths.logs(app, { dyno: dyno.name })}" aria-label="Log of ${dyno.name}" title="Log of ${dyno.name}">${icon('journal-text')}</a>${visitor.may('operate') && html`<button class="r-icon" form="restart" name="which" value="${dyno.name}" aria-label="Restart ${dyno.name}" title="Restart ${dyno.name}">${icon('arrow-repeat')}</button>`}`,
  ];
  return dyno.state === 'crashed' ? { cells, state: 'fail', id: `dyno-${dyno.id}` } : { cells, id: `dyno-${dyno.id}` };
}

/** Why it is not up, and how often it came back; nothing of a calm dyno. */
function noteOf({ state, reason, restarts }: Dyno): string {
  const again = restarts === 0 ? '' : `came back ${restarts === 1 ? 'once' : `${restarts} times`}`;
  return [state === 'up' ? '' : reason, again].filter((part) => part !== '').join(' · ');
}
