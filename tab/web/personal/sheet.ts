import { html, type Html } from '#kit/html/html.ts';
import { NothingThere } from '../../errors.ts';
import { isResultPublic } from '../../rules/redaction.ts';
import * as ballots from '../../store/ballots.ts';
import { sheetTables } from '../public/scoresheets.ts';
import { siteOf } from '../public/site.ts';
import { publicTable } from '../public/views/tables.ts';
import { paths } from './paths.ts';
import type { Visit } from './visit.ts';
import { personalPage } from './views/frame.ts';

/** The confirmed scoresheets of a debate that the visitor spoke in, where the settings show them on private links. */
export async function showSheet(visit: Visit, seq: string | undefined): Promise<Html> {
  const { tab, tournament, debates, key, person } = visit;
  const nothing = new NothingThere(`scoresheet of yours for round ${seq}`);
  const own = debates.find((debate) => debate.roundSeq === Number(seq) && debate.side !== null);
  if (own === undefined || !tournament.settings.private_ballots_released) throw nothing;
  const site = await siteOf(tab, tournament.slug);
  const round = site.rounds.find(({ id }) => id === own.roundId);
  const tables = round !== undefined && isResultPublic(round, tournament.settings) ? await sheetTables(site, round, own.debateId) : null;
  if (tables === null) throw nothing;
  const reasons = (await ballots.ofDebate(tab.db, own.debateId)).find(({ isConfirmed }) => isConfirmed)?.content.comment ?? '';
  return personalPage({
    title: `${own.roundName}: ${tournament.name}`,
    top: html`<b>${tournament.name}</b><span class="r-grow"></span><span>${person.name}</span>`,
    column: 'wide-table',
    body: html`<div class="stack"><h1>${own.roundName}, ${own.venue ?? 'no room'}</h1><p class="r-muted">The confirmed ballot.</p>
${tables.map((table) => html`<section><h2>${table.title}</h2>${publicTable(table)}</section>`)}
${reasons !== '' && html`<section><h2>Reasons</h2>${reasons.split('\n').map((line) => html`<p>${line}</p>`)}</section>`}
<p><a href="${paths.home(tournament.slug, key)}">Your page</a></p></div>`,
  });
}
