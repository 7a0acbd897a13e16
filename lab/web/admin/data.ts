import type { FastifyInstance } from 'fastify';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { sendHtml } from '#kit/http/server.ts';
import type { FieldSpecs } from '../../game/definition.ts';
import type { FieldSpec } from '../../game/fields.ts';
import { columnName, exportCell, isNumeric } from '../../rules/export-table.ts';
import { readField } from '../../rules/field-input.ts';
import { textOf, type Rounding, type Stored } from '../../rules/field-value.ts';
import { pageAt, subAt, type SessionPlan, type SubPlace } from '../../rules/session-plan.ts';
import { note } from '../../store/audit.ts';
import { edit, type Edit } from '../../store/edits.ts';
import { round, shared, type PlayerInRound } from '../../store/monitor.ts';
import { participants, type ParticipantLine } from '../../store/overview.ts';
import { sayIn } from '../../texts/texts.ts';
import { forSession, organisersOnly, textIn, type Desk, type SessionVisit } from './access.ts';
import { nameOf } from './format.ts';
import { playedSession } from './monitor-feed.ts';
import { paths, patterns } from './routes.ts';
import { dataPage, type EditForm } from './views/data.ts';

/** What people have answered, round by round, and the changes that organisers make to it. */
export function registerData(server: FastifyInstance, desk: Desk): void {
  server.get(patterns.data, forSession(desk, showData));
  server.post(patterns.data, forSession(desk, organisersOnly(desk, saveEdits)));
}

async function showData({ lab, session, title, visitor, request, reply }: SessionVisit): Promise<unknown> {
  const { plan } = await playedSession(lab, session);
  const people = await participants(lab.db, session.id);
  const place = placeIn(request.query, plan, people);
  const wanted = { sessionId: session.id, sub: place.sub };
  const [players, own] = await Promise.all([round(lab.db, wanted), shared(lab.db, wanted)]);
  const person = players.find((one) => one.number === Number(textIn(request.query, 'edit')));
  const values = person && { player: person.data, group: person.groupData, subsession: own };
  return sendHtml(
    reply,
    dataPage({
      session: title,
      rounds: plan.subs.map((one) => ({ sub: one.sub, label: roundLabel(one) })),
      chosen: { sub: place.sub, label: roundLabel(place), game: place.playable.game.name },
      ...roundTable(players, own, { ...place, hasPlayerPayoffs: plan.hasPlayerPayoffs }),
      finished: people.filter((one) => one.pageIndex > session.maxPageIndex).length,
      form: person && values && visitor.mayRun ? editForm(person, values, place) : null,
      visitor,
    }),
  );
}

/** The round that is asked for, else the one that somebody has come to and nobody is past. */
function placeIn(query: unknown, plan: SessionPlan, people: readonly ParticipantLine[]): SubPlace {
  const furthest = Math.max(0, ...people.map((one) => Math.min(one.pageIndex, plan.pages.length)));
  return subAt(plan, Number(textIn(query, 'round')) || (pageAt(plan, furthest)?.sub ?? 1));
}

export function roundLabel({ playable: { game }, round: number }: SubPlace): string {
  return game.rounds === 1 ? game.name : `${game.name}, round ${number}`;
}

const longestCell = 30;
const owners = ['player', 'group', 'subsession'] as const;
type Owner = (typeof owners)[number];

/** The columns that the game wants shown, all where it says nothing. */
function shownFields({ playable: { game } }: SubPlace, owner: Owner): [string, FieldSpec][] {
  const wanted = game.adminFields[owner];
  return Object.entries(game.fields[owner]).filter(([key]) => wanted === undefined || wanted.includes(key));
}

interface ShownRound extends SubPlace {
  readonly hasPlayerPayoffs: boolean;
}

function roundTable(players: readonly PlayerInRound[], own: Readonly<Record<string, Stored>>, place: ShownRound) {
  const fields = owners.map((owner) => ({ owner, shown: shownFields(place, owner) }));
  const heads = ({ owner, shown }: (typeof fields)[number]) =>
    shown.map(([key, spec]) => ({ label: `${owner === 'player' ? '' : `${owner}.`}${columnName(key, spec)}`, isNumber: isNumeric(spec) }));
  const cells = (specs: readonly [string, FieldSpec][], data: Readonly<Record<string, Stored>>): string[] =>
    specs.map(([key, spec]) => cut(exportCell(data[key], spec.kind)));
  const [player, group, subsession] = fields.map(({ shown }) => shown);
  const columns = [
    { label: 'Participant', isNumber: false },
    { label: 'Group', isNumber: true },
    { label: 'Place', isNumber: true },
    ...heads({ owner: 'player', shown: player ?? [] }),
    ...(place.hasPlayerPayoffs ? [{ label: 'payoff', isNumber: true }] : []),
    ...heads({ owner: 'group', shown: group ?? [] }),
    ...heads({ owner: 'subsession', shown: subsession ?? [] }),
  ];
  const rows = players.map((one) => ({
    number: one.number,
    name: nameOf(one),
    cells: [
      String(one.group),
      String(one.seat),
      ...cells(player ?? [], one.data),
      ...(place.hasPlayerPayoffs ? [exportCell(one.payoff, 'money')] : []),
      ...cells(group ?? [], one.groupData),
      ...cells(subsession ?? [], own),
    ],
  }));
  return { columns, rows };
}

function cut(text: string): string {
  return text.length > longestCell ? `${text.slice(0, longestCell - 1)}…` : text;
}

type Values = Readonly<Record<Owner, Readonly<Record<string, Stored>>>>;

function editForm(person: PlayerInRound, values: Values, { playable: { game } }: SubPlace): EditForm {
  const questions = owners.flatMap((owner) =>
    Object.entries(game.fields[owner]).map(([key, spec]) => {
      const value = values[owner][key] ?? null;
      return {
        name: `${owner}.${key}`,
        label: `${owner === 'player' ? '' : `${owner}.`}${columnName(key, spec)}`,
        help: spec.label ?? '',
        value: value === null ? '' : textOf(value),
        old: JSON.stringify(value),
      };
    }),
  );
  return { name: nameOf(person), code: person.code, questions };
}

/** Only what was typed anew is written; each change is noted with the value before it. */
async function saveEdits({ lab, session, visitor, request, reply }: SessionVisit): Promise<unknown> {
  const { plan, rounding } = await playedSession(lab, session);
  const { body } = request;
  const { sub, playable } = subAt(plan, Number(textIn(body, 'round')) || 0);
  const code = textIn(body, 'participant');
  for (const owner of owners) {
    for (const change of changesIn(body, { owner, specs: playable.game.fields[owner], rounding })) {
      const wish = { sessionId: session.id, code, sub, owner, ...change };
      if (!(await edit(lab.db, wish))) throw new ChangedMeanwhile(change.key);
      await note(lab.db, { actor: visitor.actor, action: 'data edited', session: session.code, detail: { code, sub, owner, ...change } });
    }
  }
  return reply.redirect(paths.data(session.code, sub), 303);
}

type Change = Pick<Edit, 'key' | 'old' | 'value'>;

interface Fields {
  readonly owner: Owner;
  readonly specs: FieldSpecs;
  readonly rounding: Rounding;
}

function changesIn(body: unknown, { owner, specs, rounding }: Fields): Change[] {
  return Object.entries(specs).flatMap(([key, spec]) => {
    const old = textIn(body, `old.${owner}.${key}`);
    if (old === '') return []; // not on the form
    const value = JSON.stringify(typedValue(textIn(body, `${owner}.${key}`), spec, { key, rounding }));
    return value === old ? [] : [{ key, old, value }];
  });
}

/** Nothing typed unsets the field. */
function typedValue(typed: string, spec: FieldSpec, { key, rounding }: { readonly key: string; readonly rounding: Rounding }): Stored {
  if (typed.trim() === '') return null;
  if (spec.kind === 'json') return jsonIn(typed, key);
  const read = readField(typed, { ...spec, optional: true, mustBeTrue: false }, { ...rounding, say: sayIn('en') });
  if (!read.ok) throw new BadEdit(key, read.fault);
  return read.value;
}

function jsonIn(typed: string, key: string): Stored {
  try {
    return JSON.parse(typed);
  } catch {
    throw new BadEdit(key, 'It is no JSON.');
  }
}

class BadEdit extends RostraError {
  constructor(key: string, fault: string) {
    super({
      code: 'LAB_BAD_EDIT',
      status: 400,
      message: `${key} cannot hold that: ${fault}`,
      hint: 'Nothing of this field was changed. Go back and type it again.',
    });
  }
}

class ChangedMeanwhile extends RostraError {
  constructor(key: string) {
    super({
      code: 'LAB_CHANGED_MEANWHILE',
      status: 409,
      message: `${key} was changed by somebody else while you were typing.`,
      hint: 'Look at the data again: your change was not made.',
    });
  }
}
