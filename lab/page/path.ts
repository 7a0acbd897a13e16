import { violates } from '#kit/db/database-fault.ts';
import { LabelTaken } from '../errors.ts';
import type { Lab } from '../lab.ts';
import { typedSoFar, type Posted } from '../rules/form.ts';
import type { PagePlace } from '../rules/session-plan.ts';
import { isTimedOut } from '../rules/timeout.ts';
import { isShown } from './advance.ts';
import { keep } from '../store/drafts.ts';
import { countTries, type CountedTries } from '../store/tries.ts';
import { untilDone } from './again.ts';
import { answerLate, spotOf } from './elsewhere.ts';
import { deadlineAtLook } from './first-look.ts';
import { knownPage } from './known-page.ts';
import { goBack } from './go-back.ts';
import { loadVisit, pageKey, type Visit } from './load-visit.ts';
import { isHeldBack, lookAtWait } from './look-at-wait.ts';
import { moveOn } from './move-on.ts';
import type { Reply, ShownPage } from './reply.ts';
import { departure, type Departure } from './save.ts';
import { showEnd } from './show-wait.ts';
import { showPage } from './show.ts';
import { formPlace, submitPage } from './submit-page.ts';

/** A participant's browser asks for a page, or with `pageIndex` null for the end. */
export interface Look {
  readonly code: string;
  /** The page's name for this process: `public_goods/Results`. */
  readonly page: string;
  readonly pageIndex: number | null;
}

/** A participant's browser sends a page. */
export interface Submit extends Look {
  readonly pageIndex: number;
  readonly posted: Posted;
  /** Made when the form was shown; null when the browser sent none. */
  readonly intent: string | null;
  readonly bodyHash: string;
  /** The browser says that the time was up. */
  readonly isMarked: boolean;
  /** So many pages back instead of on. */
  readonly back?: number;
}

/** A page is shown: one trip. Who is elsewhere is sent there. */
export function lookAtPage(look: Look, lab: Lab): Promise<Reply> {
  const learning = <Result>(work: () => Result): Result => lab.needs.learning(look.page, 'show', work);
  const { here: counter, clock } = knownPage(lab.project, look.page);
  return untilDone(async () => {
    const needs = lab.needs.of(look.page, 'show');
    const visit = await loadVisit(lab.db, { code: look.code, needs, counter, clock, draft: true, end: look.pageIndex === null }, lab);
    const { place, row } = visit;
    if (!place && row.pageIndex > 0 && look.pageIndex === null) return { kind: 'end', end: showEnd(visit, lab.project) };
    if (!place || !isAbout(look, place)) return { kind: 'goTo', spot: spotOf(visit) };
    const form = isHeldBack(visit) ? null : formPlace(place);
    if (!form) return (await lookAtWait(visit, place, lab)) ?? lookAtPage(look, lab);
    if (!learning(() => isShown(visit, place))) return skipPage(look, lab);
    const deadlineMs = await deadlineAtLook(visit, place, lab);
    return { kind: 'page', page: learning(() => showPage(visit, form, { deadlineMs, rejected: null })) };
  });
}

function isAbout({ page, pageIndex }: Look, place: PagePlace): boolean {
  return pageIndex === place.index && page === pageKey(place);
}

/** A page is sent: two trips. Who sends it from elsewhere changes nothing. */
export async function sendPage(submit: Submit, lab: Lab): Promise<Reply> {
  if (submit.back) return goBack({ ...submit, steps: submit.back }, lab);
  const moved = await moveOn({ code: submit.code, page: submit.page, decide: (visit) => decideSubmit(visit, submit) }, lab);
  if ('spot' in moved) return { kind: 'goTo', spot: moved.spot };
  const { refusal } = moved;
  if (refusal.kind === 'late') return answerLate(submit, refusal.visit, lab);
  if (refusal.kind === 'refused') {
    await countTries(lab.db, refusal.counted);
    return { kind: 'page', page: refusal.page };
  }
  if (refusal.kind !== 'paused') return refusal;
  await keep(lab.db, { code: submit.code, pageIndex: submit.pageIndex, answers: typedSoFar(submit.posted) });
  return { kind: 'goTo', spot: spotOf(refusal.visit) };
}

type Refusal =
  | Reply
  | { readonly kind: 'refused'; readonly page: ShownPage; readonly counted: CountedTries }
  | { readonly kind: 'late'; readonly visit: Visit }
  | { readonly kind: 'paused'; readonly visit: Visit };

function decideSubmit(visit: Visit, submit: Submit): Departure | { readonly refusal: Refusal } {
  const place = formPlace(visit.place);
  if (submit.pageIndex !== visit.row.pageIndex || !place) return { refusal: { kind: 'late', visit } };
  if (visit.row.isPaused) return { refusal: { kind: 'paused', visit } };
  const { deadlineMs, nowMs } = visit.row;
  const timedOut = isTimedOut({ marked: submit.isMarked, deadlineMs, nowMs });
  const { intent, bodyHash, posted } = submit;
  const result = submitPage(visit, place, { posted, timedOut, receipt: { intent, bodyHash }, isLooking: true });
  if (!('faults' in result)) return result;
  const page = showPage(visit, place, { deadlineMs, rejected: result });
  return { refusal: { kind: 'refused', page, counted: { ...visit.visitor, pageIndex: submit.pageIndex, tries: result.tries } } };
}

/** The start link: to the first page that is shown, once. A seat without a label gets this one. */
export async function start({ code, label }: { readonly code: string; readonly label: string | null }, lab: Lab): Promise<Reply> {
  const decide = (visit: Visit): Departure | { readonly refusal: Visit } => {
    if (visit.row.pageIndex > 0) return { refusal: visit };
    const person = visit.row.seat.participant;
    if (label && person.label === null) visit.objects.world.changes.ofParticipant(person).label = label.slice(0, 100);
    return departure(visit, { left: null, isLooking: true });
  };
  const moved = await moveOn({ code, page: 'start', decide }, lab).catch((error: unknown) => {
    throw violates(error, 'lab_participant_session_id_label_key') ? new LabelTaken(label ?? '') : error;
  });
  return { kind: 'goTo', spot: 'spot' in moved ? moved.spot : spotOf(moved.refusal) };
}

/** A page that is not to be shown any more when its turn has come. */
async function skipPage({ code, page, pageIndex }: Look, lab: Lab): Promise<Reply> {
  const decide = (visit: Visit): Departure | { readonly refusal: Visit } => {
    const { place, row } = visit;
    if (row.pageIndex !== pageIndex || !place || isShown(visit, place)) return { refusal: visit };
    return departure(visit, { left: null, isLooking: true });
  };
  const moved = await moveOn({ code, page, decide }, lab);
  return { kind: 'goTo', spot: 'spot' in moved ? moved.spot : spotOf(moved.refusal) };
}
