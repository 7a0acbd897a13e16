import { StillInUse, WrongInput } from '../errors.ts';
import { choice, flag, moment, number, ref, text } from '../rules/setup/fields.ts';
import type { CategoryId, RoundId } from '../rules/ids.ts';
import * as rounds from '../store/rounds.ts';
import * as set from '../store/setup-writes.ts';
import { kindOf } from './kind.ts';

const { writes, checkedId } = set;

export const drawTypes = { R: 'random', M: 'by hand', D: 'round-robin', P: 'power-paired', S: 'seeded', E: 'elimination' } as const;

const fields = {
  seq: number('Number', { min: 1, max: 100, absent: null, help: 'Left empty it comes last; later rounds move up.' }),
  name: text('Name', { longest: 40, isRequired: true }),
  abbreviation: text('Short name', { longest: 10, isRequired: true }),
  stage: choice('Stage', { P: 'preliminary', E: 'elimination' }, 'P'),
  draw_type: choice('Draw', drawTypes, 'P'),
  break_category: ref('Break category', 'break-categories'),
  silent: flag('Silent: results stay secret until all are released', false),
  feedback_weight: number('Weight of feedback', {
    min: 0,
    max: 1,
    isWhole: false,
    absent: 0,
    help: '0: base scores only; 1: feedback only.',
  }),
  weight: number('Weight of points', { min: 1, max: 100, absent: 1 }),
  starts_at: moment('Begins at'),
};

interface RoundValues {
  readonly name: string;
  readonly abbreviation: string;
  readonly stage: 'P' | 'E';
  readonly draw_type: keyof typeof drawTypes;
  readonly break_category: number | null;
  readonly silent: boolean;
  readonly feedback_weight: number;
  readonly weight: number;
  readonly starts_at: string | null;
}

const roundRow = (values: RoundValues, timezone: string) => ({
  name: values.name,
  abbreviation: values.abbreviation,
  stage: values.stage,
  draw_type: values.draw_type,
  break_category_id: values.break_category === null ? null : checkedId<CategoryId>(values.break_category),
  silent: values.silent,
  feedback_weight: values.feedback_weight,
  weight: values.weight,
  starts_at: instantOf(values.starts_at, timezone),
});

/** The moment that a text without a zone means in the tournament's own time. */
function instantOf(value: string | null, timezone: string): Date | null {
  if (value === null) return null;
  const hasZone = /(Z|[+-]\d\d:\d\d)$/.test(value);
  const ms = hasZone ? Date.parse(value) : Temporal.PlainDateTime.from(value).toZonedDateTime(timezone).epochMilliseconds;
  return new Date(ms);
}

export const roundsKind = kindOf({
  name: 'rounds',
  title: 'Rounds',
  one: 'round',
  say: 'in order of play',
  fields,
  columns: ['seq', 'abbreviation', 'draw_type', 'break_category', 'silent', 'weight'],
  fault: ({ stage, draw_type, break_category }) => {
    if ((stage === 'E') !== (draw_type === 'E')) return 'Elimination rounds, and only they, are drawn by elimination.';
    if (stage === 'E' && break_category === null) return 'An elimination round needs a break category.';
    return stage === 'P' && break_category !== null ? 'A preliminary round has no break category.' : null;
  },
  insert: async (tx, { tournament }, values) => {
    const all = await rounds.ofTournament(tx, tournament.id);
    const seq = Math.min(values.seq ?? all.length + 1, all.length + 1);
    const drawn = all.find((round) => round.seq >= seq && round.drawStatus !== 'N');
    if (drawn) throw new WrongInput(`${drawn.name} has been drawn, so no round can come before it any more.`);
    await set.shiftRounds(tx, { tournamentId: tournament.id, from: seq, by: 1 });
    const id = checkedId<RoundId>(await set.newId(tx, 'rounds'));
    await tx.run(writes.rounds.insert, { rows: [{ id, tournament_id: tournament.id, seq, ...roundRow(values, tournament.timezone) }] });
    return id;
  },
  update: async (tx, { tournament, id }, values) => {
    const before = await rounds.lock(tx, checkedId<RoundId>(id));
    const isOtherDraw =
      before.stage !== values.stage || before.drawType !== values.draw_type || before.categoryId !== values.break_category;
    if (isOtherDraw && before.drawStatus !== 'N') throw new StillInUse(before.name, 'has been drawn, so its stage and kind of draw stay');
    if (values.seq !== null && values.seq !== before.seq)
      throw new WrongInput('A round keeps its number.', 'Nothing was changed. Delete the round and add it where it belongs.');
    await tx.run(writes.rounds.update, { id, row: roundRow(values, tournament.timezone) });
  },
  remove: async (tx, { tournament, id }) => {
    const round = await rounds.lock(tx, checkedId<RoundId>(id));
    if (round.drawStatus !== 'N') throw new StillInUse(round.name, 'has been drawn; delete the draw first');
    const later = (await rounds.ofTournament(tx, tournament.id)).find((one) => one.seq > round.seq && one.drawStatus !== 'N');
    if (later) throw new StillInUse(round.name, `stays, because ${later.name} has been drawn`);
    await tx.run(writes.rounds.remove, { id });
    await set.shiftRounds(tx, { tournamentId: tournament.id, from: round.seq, by: -1 });
  },
});

const eventTypes = {
  checkin: 'check-in',
  briefing: 'briefing',
  draw: 'draw or motion',
  prep: 'preparation',
  debate: 'debate',
  adjudication: 'adjudication',
  rest: 'rest',
  break: 'break announcement',
  awards: 'awards',
  other: 'other',
} as const;

interface EventValues {
  readonly title: string;
  readonly type: keyof typeof eventTypes;
  readonly start_time: string | null;
  readonly end_time: string | null;
  readonly round: number | null;
}

function eventRow({ title, type, start_time, end_time, round }: EventValues, timezone: string) {
  const start = instantOf(start_time, timezone);
  if (start === null) throw new WrongInput('Begins at is empty; it must be a date and a time.');
  return {
    title,
    type,
    start_time: start,
    end_time: instantOf(end_time, timezone),
    round_id: round === null ? null : checkedId<RoundId>(round),
  };
}

export const schedule = kindOf({
  name: 'schedule',
  title: 'Schedule',
  one: 'event of the schedule',
  say: 'when what happens',
  fields: {
    title: text('Title', { longest: 100, isRequired: true }),
    type: choice('Kind', eventTypes, 'other'),
    start_time: moment('Begins at'),
    end_time: moment('Ends at'),
    round: ref('Round', 'rounds'),
  },
  columns: ['type', 'start_time', 'end_time', 'round'],
  fault: ({ start_time, end_time }) =>
    start_time !== null && end_time !== null && end_time < start_time ? 'It ends before it begins.' : null,
  insert: async (tx, { tournament }, values) => {
    const id = await set.newId(tx, 'schedule_events');
    await tx.run(writes.schedule.insert, { rows: [{ id, tournament_id: tournament.id, ...eventRow(values, tournament.timezone) }] });
    return id;
  },
  update: async (tx, { tournament, id }, values) =>
    void (await tx.run(writes.schedule.update, { id, row: eventRow(values, tournament.timezone) })),
  remove: async (tx, { id }) => void (await tx.run(writes.schedule.remove, { id })),
});
