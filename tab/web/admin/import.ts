import type { FastifyInstance, FastifyReply } from 'fastify';
import { WrongInput } from '../../errors.ts';
import { importSet } from '../../import/csv.ts';
import type { Imported } from '../../import/csv.ts';
import { carryOutPaste, previewPaste } from '../../import/paste.ts';
import type { PasteCounts, PasteWish } from '../../import/paste.ts';
import { findTournament } from '../../round/find.ts';
import { isPasteSubject, pasteSubjects } from '../../rules/paste/subjects.ts';
import type { PasteColumn, PasteSubject } from '../../rules/paste/subjects.ts';
import * as rounds from '../../store/rounds.ts';
import { purgeTournament } from '../purge.ts';
import { eventOf } from './event.ts';
import { paths, patterns } from './routes.ts';
import { takeUpload, uploadOf } from './upload.ts';
import { attempt, formText, formTexts, visitOf } from './visit.ts';
import type { Desk, Refusal, Visit } from './visit.ts';
import { importPage, pastedPage } from './views/import.ts';

interface Named {
  readonly Params: { readonly slug: string };
}

/** Many things at once: pasted out of a spreadsheet, looked at, then carried out; or a set of files. */
export function registerImport(server: FastifyInstance, desk: Desk): void {
  const { tab } = desk;
  server.get<Named>(patterns.import, async (request, reply) =>
    show(desk, await visitOf(request, reply, desk), { slug: request.params.slug, subject: 'teams', text: '' }),
  );

  server.post<Named>(patterns.import, { preValidation: takeUpload }, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { slug } = request.params;
    const tournament = await findTournament(tab, slug);
    const imported = await attempt(importSet(tab, { tournament, files: uploadOf(request).files, actor: visit.actor }));
    if (!imported.ok) return show(desk, visit, { slug, subject: 'teams', text: '', fault: imported.refusal });
    purgeTournament(reply, slug);
    return visit.goTo(paths.setup(slug), [importedWords(imported.value)]);
  });

  server.post<Named>(patterns.paste, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { slug } = request.params;
    const subject = subjectIn(formText(request.body, 'subject'));
    const text = formTexts(request.body, 'text')[0] ?? '';
    const columns = columnsIn(request.body, subject);
    const wish = { tournament: await findTournament(tab, slug), subject, text, columns };
    if (formText(request.body, 'carry-out') === '') return preview(desk, visit, wish);
    return carryOut(desk, visit, { wish, reply });
  });
}

function subjectIn(text: string): PasteSubject {
  if (!isPasteSubject(text)) throw new WrongInput(`Nothing of the kind "${text}" can be pasted.`);
  return text;
}

/** What the page's menus say each column holds; null before there were any. */
function columnsIn(body: unknown, subject: PasteSubject): (PasteColumn | null)[] | null {
  const said = formTexts(body, 'column');
  if (said.length === 0) return null;
  const offered: readonly PasteColumn[] = pasteSubjects[subject];
  return said.map((word) => offered.find((column) => column === word) ?? null);
}

async function preview(desk: Desk, visit: Visit, wish: PasteWish): Promise<FastifyReply> {
  const { tournament, subject, text } = wish;
  const planned = await attempt(previewPaste(desk.tab, wish));
  if (!planned.ok) return show(desk, visit, { slug: tournament.slug, subject, text, fault: planned.refusal });
  const all = await rounds.ofTournament(desk.tab.db, tournament.id);
  return visit.show(pastedPage({ visitor: visit.visitor, event: eventOf(tournament, all), subject, text, planned: planned.value }));
}

async function carryOut(desk: Desk, visit: Visit, { wish, reply }: { wish: PasteWish; reply: FastifyReply }): Promise<FastifyReply> {
  const { tournament, subject, text } = wish;
  const done = await attempt(carryOutPaste(desk.tab, { ...wish, actor: visit.actor }));
  if (!done.ok) return show(desk, visit, { slug: tournament.slug, subject, text, fault: done.refusal });
  purgeTournament(reply, tournament.slug);
  return visit.goTo(paths.setupKind(tournament.slug, subject), [countWords(done.value)]);
}

const countWords = ({ adds, changes, skips }: PasteCounts): string => `${adds} added, ${changes} changed, ${skips} left as they were.`;

interface Shown {
  readonly slug: string;
  readonly subject: PasteSubject;
  readonly text: string;
  readonly fault?: Refusal;
}

async function show({ tab }: Desk, visit: Visit, { slug, subject, text, fault }: Shown): Promise<FastifyReply> {
  const tournament = await findTournament(tab, slug);
  const all = await rounds.ofTournament(tab.db, tournament.id);
  const page = importPage({ visitor: visit.visitor, fault: fault ?? null, event: eventOf(tournament, all), subject, text });
  return visit.show(page, fault ?? null);
}

function importedWords({ institutions, teams, speakers, adjudicators, venues: rooms, rounds: roundCount }: Imported): string {
  const counts = [
    [institutions, 'institutions'],
    [teams, 'teams'],
    [speakers, 'speakers'],
    [adjudicators, 'adjudicators'],
    [rooms, 'rooms'],
    [roundCount, 'rounds'],
  ] as const;
  const added = counts.filter(([count]) => count > 0).map(([count, noun]) => `${count} ${noun}`);
  return added.length === 0 ? 'Nothing in the set was new.' : `Imported: ${added.join(', ')}.`;
}
