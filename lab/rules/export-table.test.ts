import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defineGame } from '../game/define-game.ts';
import { field } from '../game/fields.ts';
import {
  columnName,
  exportCell,
  type ExportedParticipant,
  type ExportedPlayer,
  type ExportedSession,
  gameColumns,
  wideColumns,
} from './export-table.ts';

const guess = defineGame({
  name: 'guess_two_thirds',
  groupSize: 3,
  rounds: 3,
  player: { guess: field.int({ max: 100 }), isWinner: field.bool({ initial: false }) },
  group: { twoThirdsAvg: field.float(), bestGuess: field.int(), numWinners: field.int() },
}).definition;

const trust = defineGame({
  name: 'trust',
  groupSize: 2,
  roles: ['Sender', 'Receiver'],
  player: { note: field.text({ column: 'remark' }) },
  group: { sentAmount: field.money() },
  subsession: { isPaid: field.bool() },
});

const project = {
  games: [guess, trust.definition],
  fields: { participant: {}, session: {} },
  params: {
    isGain: field.bool().spec,
    firstOffer: field.money().spec,
    unused: field.int().spec,
    treatmentArm: field.text({ column: 'arm' }).spec,
  },
  points: true,
  hasPlayerPayoffs: true,
};

function session(name: string, wish: Partial<ExportedSession> = {}): ExportedSession {
  return {
    code: 'abcdefgh',
    label: null,
    comment: null,
    isDemo: false,
    config: { name, displayName: name, participationFee: 5, pointValue: 0.02 },
    numParticipants: 3,
    games: [{ name, rounds: name === 'trust' ? 1 : 3 }],
    data: {},
    ...wish,
  };
}

const participant: ExportedParticipant = {
  number: 1,
  code: 'p1p1p1p1',
  label: null,
  isBot: false,
  pageIndex: 3,
  maxPageIndex: 2,
  currentGame: 'trust',
  currentPage: 'Results',
  startedAt: '2026-11-24 10:00:00.123456',
  visited: true,
  payoff: 12.5,
  data: { expiry: 3 },
};

const player: ExportedPlayer = {
  game: 'trust',
  round: 1,
  seat: 2,
  payoff: 100,
  data: { note: 'two\r\nlines' },
  group: { number: 4, data: { sentAmount: 12.5 } },
  subsession: { data: { isPaid: true } },
};

describe('the wide table', () => {
  it('has the columns that scripts for oTree expect', () => {
    const names = wideColumns([session('guess_two_thirds')], project).map((column) => column.name);
    assert.deepEqual(names.slice(0, 22), [
      ...'id_in_session code label _is_bot _index_in_pages _max_page_index _current_app_name _current_page_name time_started_utc visited mturk_worker_id mturk_assignment_id payoff'
        .split(' ')
        .map((name) => `participant.${name}`),
      ...'code label mturk_HITId mturk_HITGroupId comment is_demo'.split(' ').map((name) => `session.${name}`),
      'session.config.name',
      'session.config.participation_fee',
      'session.config.real_world_currency_per_point',
    ]);
    const round = (number: number): string[] =>
      'player.id_in_group player.role player.payoff player.guess player.is_winner group.id_in_subsession group.two_thirds_avg group.best_guess group.num_winners subsession.round_number'
        .split(' ')
        .map((name) => `guess_two_thirds.${number}.${name}`);
    assert.deepEqual(names.slice(22), [...round(1), ...round(2), ...round(3)]);
  });

  it('has declared participant and session fields, and custom parameters in the order of their declaration', () => {
    const config = {
      name: 'trust',
      participationFee: 0,
      pointValue: 1,
      treatmentArm: 'b',
      firstOffer: 3,
      isGain: true,
      list: [1],
      gone: 'x',
    };
    const wish = { config };
    const fields = { participant: { expiry: field.float().spec }, session: { payingRound: field.int().spec } };
    const columns = wideColumns([session('trust', wish)], { ...project, fields, points: false });
    const names = columns.map((column) => column.name);
    assert.equal(names[13], 'participant.expiry');
    assert.deepEqual(names.slice(20, 27), [
      'session.config.name',
      'session.config.participation_fee',
      'session.config.is_gain',
      'session.config.first_offer',
      'session.config.arm',
      'session.config.gone',
      'session.paying_round',
    ]);
    const cells = columns.slice(22, 26).map((column) => column.cell({ session: session('trust', wish), participant, players: new Map() }));
    assert.deepEqual(cells, ['1', '3.0', 'b', 'x']);
  });

  it('says nothing of players’ payoffs where players have none, and still that of participants', () => {
    const without = { ...project, hasPlayerPayoffs: false };
    const columns = [...wideColumns([session('trust')], without), ...gameColumns(trust.definition, without)];
    assert.deepEqual(new Set(columns.map(({ name }) => name).filter((name) => name.endsWith('payoff'))), new Set(['participant.payoff']));
  });

  it('starts with the games that most people play', () => {
    const sessions = [session('guess_two_thirds'), session('trust', { numParticipants: 2 }), session('trust', { numParticipants: 2 })];
    const games = new Set(wideColumns(sessions, project).map((column) => column.name.split('.')[0]));
    assert.deepEqual([...games].slice(2), ['trust', 'guess_two_thirds']);
  });

  it('leaves the cells of a game empty that a session does not play', () => {
    const columns = wideColumns([session('guess_two_thirds'), session('trust')], project);
    const row = { session: session('trust'), participant, players: new Map([['trust.1', player]]) };
    const cells = Object.fromEntries(columns.map((column) => [column.name, column.cell(row)]));
    assert.equal(cells['guess_two_thirds.1.player.payoff'], '');
    assert.equal(cells['guess_two_thirds.1.subsession.round_number'], '');
    assert.equal(cells['trust.1.player.payoff'], '100.0');
    assert.equal(cells['trust.1.subsession.round_number'], '1');
    assert.equal(cells['participant.time_started_utc'], '2026-11-24 10:00:00.123456');
  });
});

describe('the table of one game', () => {
  it('has a row a player, without game and round in the names', () => {
    const columns = gameColumns(trust.definition, project);
    const row = { session: session('trust', { comment: 'pilot' }), participant, player };
    const cells = columns.map((column) => `${column.name}=${column.cell(row)}`).slice(13);
    assert.deepEqual(cells, [
      'player.id_in_group=2',
      'player.role=Receiver',
      'player.payoff=100.0',
      'player.remark=two  lines',
      'group.id_in_subsession=4',
      'group.sent_amount=12.5',
      'subsession.round_number=1',
      'subsession.is_paid=1',
      'session.code=abcdefgh',
      'session.label=',
      'session.mturk_HITId=',
      'session.mturk_HITGroupId=',
      'session.comment=pilot',
      'session.is_demo=0',
    ]);
  });
});

describe('a column name', () => {
  const cases = { twoThirdsAvg: 'two_thirds_avg', HTMLBody: 'html_body', round2Offer: 'round2_offer', sent: 'sent', crtBat: 'crt_bat' };
  for (const [key, name] of Object.entries(cases)) it(`${key} is ${name}`, () => assert.equal(columnName(key), name));
});

describe('a cell', () => {
  const cases = [
    { it: 'is empty for nothing', value: null, kind: 'text', expect: '' },
    { it: 'is 1 for yes', value: true, kind: 'bool', expect: '1' },
    { it: 'is 0 for no', value: false, kind: 'bool', expect: '0' },
    { it: 'has a fraction for money', value: 100, kind: 'money', expect: '100.0' },
    { it: 'keeps the cents', value: 12.5, kind: 'money', expect: '12.5' },
    { it: 'writes money out that is next to nothing', value: 1e-7, kind: 'money', expect: '0.0000001' },
    { it: 'leaves numbers as they are', value: 33.33, kind: 'float', expect: '33.33' },
    { it: 'keeps text on one line', value: 'a\nb', kind: 'text', expect: 'a b' },
    { it: 'writes JSON as text', value: [1, { a: 2 }], kind: 'json', expect: '[1,{"a":2}]' },
  ] as const;
  for (const c of cases) it(c.it, () => assert.equal(exportCell(c.value, c.kind), c.expect));
});
