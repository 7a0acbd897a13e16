import type { FastifyInstance } from 'fastify';
import { violates } from '#kit/db/database-fault.ts';
import { LabelTaken } from '../../errors.ts';
import { addSeats } from '../../sessions/add-seats.ts';
import { advance } from '../../sessions/advance.ts';
import { bringBack, markDropout } from '../../sessions/dropouts.ts';
import { openGate } from '../../sessions/gates.ts';
import { sendNotice } from '../../sessions/notice.ts';
import { pauseSession, resumeSession } from '../../sessions/pause.ts';
import { releaseSeat } from '../../sessions/seats.ts';
import { note } from '../../store/audit.ts';
import { describePerson, personOf } from '../../store/edits.ts';
import { NoSuchParticipant } from '../find-session.ts';
import { forSession, organisersOnly, textIn, type Desk, type SessionVisit } from './access.ts';
import type { MonitorFeed } from './monitor-feed.ts';
import { monitorViews, paths, patterns, type MonitorLook, type MonitorView } from './routes.ts';
import type { DoneWords } from './views/monitor.ts';

/** What was done, for the page that follows. */
type Done = Pick<MonitorLook, 'done' | 'people' | 'skipped'>;

/** What an organiser does to a running session: each is noted, and leads back to the monitor. */
export function registerOperation(server: FastifyInstance, desk: Desk, feed: MonitorFeed): void {
  const doings: Readonly<Record<string, { readonly path: string; readonly work: (visit: SessionVisit) => Promise<Done> }>> = {
    'moved on': { path: patterns.advance, work: moveOn },
    'paused or resumed': { path: patterns.pause, work: pauseOrResume },
    'gate opened': { path: patterns.openGate, work: open },
    'message sent': { path: patterns.notice, work: tell },
    'marked as dropped out or not': { path: patterns.dropout, work: dropOut },
    'participant described': { path: patterns.person, work: describe },
    'seat given back': { path: patterns.releaseSeat, work: giveBack },
    'seats added': { path: patterns.addSeats, work: addMore },
  };
  for (const [action, { path, work }] of Object.entries(doings)) {
    const handle = async (visit: SessionVisit): Promise<unknown> => {
      const done = await work(visit);
      const { lab, session, visitor, request, reply } = visit;
      await note(lab.db, {
        actor: visitor.actor,
        action,
        session: session.code,
        detail: { ...done, participant: textIn(request.body, 'participant') || null },
      });
      feed.forget(session);
      const seat = Number(textIn(request.body, 'seat')) || null;
      return reply.redirect(paths.monitor(session.code, { view: viewIn(request.body), seat, ...done }), 303);
    };
    server.post(path, forSession(desk, organisersOnly(desk, handle)));
  }
}

/** The button says on which page the organiser saw them: who has left it meanwhile is left alone. */
async function moveOn({ lab, session, request }: SessionVisit): Promise<Done> {
  const pageIndex = pageIn(request.body);
  const code = textIn(request.body, 'participant');
  const wish = code === '' ? { pageIndex, onlyStarted: pageIndex > 0 } : { pageIndex, code };
  const all = await advance(session, wish, lab);
  const moved = all.filter(({ skippedBecause }) => skippedBecause === null).length;
  lab.logger.info('slowest_advanced', { session: session.code, pageIndex, moved, skipped: all.length - moved });
  return { done: 'moved', people: moved, skipped: all.length - moved };
}

async function pauseOrResume({ lab, session, request }: SessionVisit): Promise<Done> {
  if (textIn(request.body, 'on') === 'no') return { done: 'resumed', people: await resumeSession(session.id, lab) };
  return { done: 'paused', people: await pauseSession(session.id, lab) };
}

async function open({ lab, session, request }: SessionVisit): Promise<Done> {
  return { done: 'opened', people: await openGate({ sessionId: session.id, pageIndex: pageIn(request.body) }, lab) };
}

async function tell({ lab, session, request }: SessionVisit): Promise<Done> {
  const code = textIn(request.body, 'participant') || null;
  return { done: 'told', people: await sendNotice({ sessionId: session.id, code, text: textIn(request.body, 'text') }, lab) };
}

async function describe({ lab, session, request }: SessionVisit): Promise<Done> {
  const code = textIn(request.body, 'participant');
  const label = textIn(request.body, 'label').trim().slice(0, 100) || null;
  const status = textIn(request.body, 'status').trim().slice(0, 100);
  const isThere = await describePerson(lab.db, { sessionId: session.id, code, label, status }).catch((error: unknown) => {
    throw violates(error, 'lab_participant_session_id_label_key') ? new LabelTaken(label ?? '') : error;
  });
  if (!isThere) throw new NoSuchParticipant(code);
  return { done: 'described' };
}

async function giveBack(visit: SessionVisit): Promise<Done> {
  await releaseSeat(await participantIn(visit), visit.lab);
  return { done: 'released' };
}

async function addMore({ lab, session, request }: SessionVisit): Promise<Done> {
  const typed = textIn(request.body, 'people').trim();
  const codes = await addSeats({ sessionId: session.id, people: /^\d{1,6}$/.test(typed) ? Number(typed) : Number.NaN }, lab);
  return { done: 'added', people: codes.length };
}

/** Only of this session: a code of another one is nobody here. */
async function participantIn({ lab, session, request }: SessionVisit): Promise<string> {
  const code = textIn(request.body, 'participant');
  const person = /^[a-z0-9]{8}$/.test(code) ? await personOf(lab.db, code) : null;
  if (person?.sessionId !== session.id) throw new NoSuchParticipant(code);
  return code;
}

async function dropOut(visit: SessionVisit): Promise<Done> {
  const { lab, request } = visit;
  const code = await participantIn(visit);
  if (textIn(request.body, 'on') === 'no') return (await bringBack(code, lab)) ? { done: 'back' } : { done: 'passed' };
  await markDropout(code, lab);
  return { done: 'dropped' };
}

function pageIn(body: unknown): number {
  const given = textIn(body, 'page_index');
  return /^\d{1,6}$/.test(given) ? Number(given) : -1;
}

export function viewIn(given: unknown): MonitorView {
  const name = textIn(given, 'view');
  return monitorViews.find((view) => view === name) ?? 'seats';
}

/** What the last press did, from the address it led to. */
export function doneIn(query: unknown): DoneWords | null {
  const words = wordsFor[textIn(query, 'done')];
  const number = (name: string): number => Math.trunc(Number(textIn(query, name))) || 0;
  return words ? words(number('people'), number('skipped')) : null;
}

const wordsFor: Readonly<Record<string, (people: number, skipped: number) => DoneWords>> = {
  moved: movedWords,
  paused: (people) => ({
    text: people > 0 ? 'The session is paused.' : 'The session was paused already.',
    detail: 'Nobody can go on until you let them.',
  }),
  resumed: (people) => ({
    text: people > 0 ? 'The session goes on.' : 'The session was running already.',
    detail: 'Everybody has as much time left as they had.',
  }),
  opened: (people) => ({ text: 'The gate is open.', detail: `${counted(people)} went on. Whoever comes later walks through.` }),
  told: (people) => ({
    text: 'The message is out.',
    detail: `It stands at the top of the page of ${counted(people)} until they have read it.`,
  }),
  dropped: () => ({ text: 'They count as dropped out.', detail: 'The others go on without them, as the game says.' }),
  droppedMany: (people) => ({
    text: `${counted(people)} ${people === 1 ? 'counts' : 'count'} as dropped out.`,
    detail: 'The others go on without them, as the game says.',
  }),
  backMany: (people) => ({
    text: `${counted(people)} ${people === 1 ? 'takes' : 'take'} part again.`,
    detail: 'Whose group had gone past them stays away.',
  }),
  botted: (people, skipped) => ({
    text: people === 1 ? 'A bot plays 1 seat.' : `Bots play ${people} seats.`,
    detail: skipped > 0 ? `${skipped} were left alone: somebody sits there.` : 'Their pages are sent a second after they open.',
  }),
  nobody: () => ({ text: 'Nobody was ticked.', detail: 'Tick participants in the table first.' }),
  back: () => ({ text: 'They take part again.', detail: 'Their group had not gone past them.' }),
  passed: () => ({ text: 'They could not be brought back.', detail: 'They had not dropped out, or their group has gone on without them.' }),
  released: () => ({ text: 'The seat is free.', detail: 'Whoever comes next gets it, under a new code.' }),
  added: (people) => ({ text: `${counted(people)} more can take part.`, detail: 'Their links are on the page of links.' }),
  described: () => ({ text: 'Saved.', detail: 'The label and the status stand in the exports.' }),
};

function movedWords(moved: number, skipped: number): DoneWords {
  const stayed =
    skipped > 0 ? `${skipped} stayed where they are: they had moved already, or wait for others.` : 'Their screens follow by themselves.';
  if (moved === 0) return { text: 'Nobody was moved on.', detail: skipped > 0 ? stayed : 'Everybody had moved already.' };
  return { text: `${counted(moved)} ${moved === 1 ? 'was' : 'were'} moved on.`, detail: stayed };
}

const counted = (people: number): string => (people === 1 ? '1 person' : `${people} people`);
