import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import guess from '../../demo/lab/games/guess-two-thirds.bot.ts';
import guessTwoThirds from '../../demo/lab/games/guess-two-thirds.ts';
import paymentInfo from '../../demo/lab/games/payment-info.ts';
import goods from '../../demo/lab/games/public-goods.bot.ts';
import publicGoods from '../../demo/lab/games/public-goods.ts';
import answers from '../../demo/lab/games/survey.bot.ts';
import survey from '../../demo/lab/games/survey.ts';
import { playBots } from '../bots/run.ts';
import { defineProject } from '../game/define-project.ts';
import { field } from '../game/fields.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { list } from '../store/overview.ts';
import { chatTable } from './chat.ts';
import { gameTable } from './per-game.ts';
import { pageTimesTable } from './page-times.ts';
import type { ExportTable } from './table.ts';
import { wideTable } from './wide.ts';

const project = defineProject({
  currency: { points: true, code: 'EUR' },
  participant: { expiry: field.float() },
  session: { payingRound: field.int() },
  defaults: { participationFee: 5, pointValue: 0.02 },
  sessions: [
    { name: 'guess', games: [guessTwoThirds, paymentInfo], demoParticipants: 3, params: { isFramed: true } },
    { name: 'goods', games: [publicGoods], demoParticipants: 3 },
    { name: 'survey', games: [survey], demoParticipants: 1 },
  ],
});

// Written by hand from the list of columns that scripts rely on (oTree 6.0's names and order).
const participant = [
  'participant.id_in_session',
  'participant.code',
  'participant.label',
  'participant._is_bot',
  'participant._index_in_pages',
  'participant._max_page_index',
  'participant._current_app_name',
  'participant._current_page_name',
  'participant.time_started_utc',
  'participant.visited',
  'participant.mturk_worker_id',
  'participant.mturk_assignment_id',
  'participant.payoff',
];
const session = ['session.code', 'session.label', 'session.mturk_HITId', 'session.mturk_HITGroupId', 'session.comment', 'session.is_demo'];
const config = ['session.config.name', 'session.config.participation_fee', 'session.config.real_world_currency_per_point'];
const start = [...participant, 'participant.expiry', ...session, ...config];

const guessRound = (round: number): string[] => [
  `guess_two_thirds.${round}.player.id_in_group`,
  `guess_two_thirds.${round}.player.role`,
  `guess_two_thirds.${round}.player.payoff`,
  `guess_two_thirds.${round}.player.guess`,
  `guess_two_thirds.${round}.player.is_winner`,
  `guess_two_thirds.${round}.group.id_in_subsession`,
  `guess_two_thirds.${round}.group.two_thirds_avg`,
  `guess_two_thirds.${round}.group.best_guess`,
  `guess_two_thirds.${round}.group.num_winners`,
  `guess_two_thirds.${round}.subsession.round_number`,
];

const wide = {
  guess: [
    ...start,
    'session.config.is_framed',
    'session.paying_round',
    ...guessRound(1),
    ...guessRound(2),
    ...guessRound(3),
    'payment_info.1.player.id_in_group',
    'payment_info.1.player.role',
    'payment_info.1.player.payoff',
    'payment_info.1.group.id_in_subsession',
    'payment_info.1.subsession.round_number',
  ],
  goods: [
    ...start,
    'session.paying_round',
    'public_goods.1.player.id_in_group',
    'public_goods.1.player.role',
    'public_goods.1.player.payoff',
    'public_goods.1.player.contribution',
    'public_goods.1.group.id_in_subsession',
    'public_goods.1.group.total_contribution',
    'public_goods.1.group.individual_share',
    'public_goods.1.subsession.round_number',
  ],
  survey: [
    ...start,
    'session.paying_round',
    'survey.1.player.id_in_group',
    'survey.1.player.role',
    'survey.1.player.payoff',
    'survey.1.player.age',
    'survey.1.player.gender',
    'survey.1.player.crt_bat',
    'survey.1.player.crt_widget',
    'survey.1.player.crt_lake',
    'survey.1.group.id_in_subsession',
    'survey.1.subsession.round_number',
  ],
};

const perGame = {
  guess_two_thirds: [
    ...participant,
    'player.id_in_group',
    'player.role',
    'player.payoff',
    'player.guess',
    'player.is_winner',
    'group.id_in_subsession',
    'group.two_thirds_avg',
    'group.best_guess',
    'group.num_winners',
    'subsession.round_number',
    ...session,
  ],
  public_goods: [
    ...participant,
    'player.id_in_group',
    'player.role',
    'player.payoff',
    'player.contribution',
    'group.id_in_subsession',
    'group.total_contribution',
    'group.individual_share',
    'subsession.round_number',
    ...session,
  ],
  survey: [
    ...participant,
    'player.id_in_group',
    'player.role',
    'player.payoff',
    'player.age',
    'player.gender',
    'player.crt_bat',
    'player.crt_widget',
    'player.crt_lake',
    'group.id_in_subsession',
    'subsession.round_number',
    ...session,
  ],
};

const pageTimes = [
  'session_code',
  'participant_id_in_session',
  'participant_code',
  'page_index',
  'app_name',
  'page_name',
  'epoch_time_completed',
  'round_number',
  'timeout_happened',
  'is_wait_page',
  'epoch_ms_completed',
  'revisit',
  'pass',
];

const columnsOf = ({ columns }: ExportTable): string[] => columns.map(({ name }) => name);

async function linesOf({ lines }: ExportTable): Promise<(readonly string[])[]> {
  return (await Array.fromAsync(lines)).flat();
}

describe('the columns of three sessions that were played', () => {
  let lab: TestLab;
  const codes = new Map<string, string>();
  before(async () => {
    lab = await testLab(project);
    for (const name of Object.keys(wide)) {
      const [played] = await Array.fromAsync(playBots(lab, { bots: [guess, goods, answers], only: name }));
      assert.equal(played?.fault, null);
    }
    for (const one of await list(lab.db, false)) codes.set(one.configName, one.code);
  });
  after(() => lab.close());
  const scope = (name: string) => ({ session: codes.get(name) ?? '' });

  for (const [name, header] of Object.entries(wide))
    it(`wide, ${name}`, async () => {
      const table = await wideTable(lab, scope(name));
      assert.deepEqual(columnsOf(table), header);
      for (const line of await linesOf(table)) assert.equal(line.length, header.length);
    });

  for (const [game, header] of Object.entries(perGame))
    it(`one game, ${game}`, async () => {
      const table = await gameTable(lab, { session: null, game });
      assert.deepEqual(columnsOf(table), header);
      for (const line of await linesOf(table)) assert.equal(line.length, header.length);
    });

  it('page times', async () => {
    const table = await pageTimesTable(lab, { session: null });
    assert.deepEqual(columnsOf(table), pageTimes);
    for (const line of await linesOf(table)) assert.equal(line.length, pageTimes.length);
  });

  it('chat', async () => {
    const table = await chatTable(lab, { session: null });
    assert.deepEqual(columnsOf(table), ['session_code', 'id_in_session', 'participant_code', 'channel', 'nickname', 'body', 'timestamp']);
    assert.deepEqual(await linesOf(table), []);
  });

  it('values are written as promised: money with a fraction, yes and no as 1 and 0, a moment to the microsecond', async () => {
    const [line = []] = await linesOf(await wideTable(lab, scope('guess')));
    const cells = Object.fromEntries(wide.guess.map((name, at) => [name, line[at]]));
    assert.equal(cells['participant.payoff'], '300.0');
    assert.equal(cells['guess_two_thirds.3.player.payoff'], '100.0');
    assert.equal(cells['guess_two_thirds.1.player.is_winner'], '1');
    assert.equal(cells['session.config.is_framed'], '1');
    assert.equal(cells['session.config.participation_fee'], '5.0');
    assert.equal(cells['participant.expiry'], '');
    assert.match(cells['participant.time_started_utc'] ?? '', /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$/);
  });

  it('a session without a game has empty cells in its columns, when all are in one file', async () => {
    const table = await wideTable(lab, { session: null });
    const at = columnsOf(table).indexOf('survey.1.player.age');
    const filled = (await linesOf(table)).filter((line) => line[at] !== '');
    assert.ok(at > 0);
    assert.ok(filled.length > 0);
    assert.ok(filled.every((line) => line[columnsOf(table).indexOf('session.config.name')] === 'survey'));
  });
});
