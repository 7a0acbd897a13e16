import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { check, port } from './main.ts';
import { authorFolder } from './testing/author-folder.ts';

const settings = `from os import environ

SESSION_CONFIGS = [
    dict(name='trade', display_name="Trade", app_sequence=['trade', 'final_words'], num_demo_participants=2),
    {'name': 'words', 'app_sequence': ['final_words'], 'num_demo_participants': 1},
]
LANGUAGE_CODE = 'en'
`;

const trade = `from otree.api import *


class C(BaseConstants):
    NAME_IN_URL = 'trade'
    PLAYERS_PER_GROUP = 2
    NUM_ROUNDS = 3
    BUYER_ROLE = 'Buyer'
    SELLER_ROLE = 'Seller'
    ENDOWMENT = cu(100)
    PRICES = [1, 2, 3]
    TABLE = {'a': 1}


class Subsession(BaseSubsession):
    pass


class Group(BaseGroup):
    price = models.CurrencyField(min=0, max=100, label="Your price")


class Player(BasePlayer):
    rating = models.IntegerField(
        choices=[[1, 'bad'], [2, 'good']],
        widget=widgets.RadioSelectHorizontal,
        label='How was it?',
    )
    remark = models.LongStringField(blank=True)


def set_payoffs(group):
    for p in group.get_players():
        p.payoff = group.price


class Price(Page):
    form_model = 'group'
    form_fields = ['price']
    timeout_seconds = 60

    @staticmethod
    def is_displayed(player):
        return player.role == C.SELLER_ROLE


class Settle(WaitPage):
    after_all_players_arrive = set_payoffs


class Rate(Page):
    form_model = 'player'
    form_fields = ['rating', 'remark']


page_sequence = [Price, Settle, Rate]
`;

const finalWords = `from otree.api import *


class C(BaseConstants):
    NAME_IN_URL = 'final_words'
    PLAYERS_PER_GROUP = None
    NUM_ROUNDS = 1


class Player(BasePlayer):
    agrees = models.BooleanField()


class Ask(Page):
    form_model = 'player'
    form_fields = ['agrees']


page_sequence = [Ask]
`;

describe('rostra lab port otree', () => {
  it('writes a draft that compiles and in which nothing is wrong, and says what is left', async () => {
    const folder = await authorFolder({
      'old/settings.py': settings,
      'old/trade/__init__.py': trade,
      'old/final_words/__init__.py': finalWords,
    });
    const into = join(folder.path, 'new');
    const files = await port(join(folder.path, 'old'), into);
    const [game, left] = await Promise.all(['games/trade.ts', 'PORTING.md'].map((file) => readFile(join(into, file), 'utf8')));
    const findings = await check(into);
    await folder.remove();
    assert.deepEqual(findings, []);
    assert.ok(files.includes('games/final-words.ts'));
    for (const line of [
      'groupSize: 2,',
      'rounds: 3,',
      "roles: ['Buyer', 'Seller'],",
      'ENDOWMENT: 100,',
      "price: field.money({ min: 0, max: 100, label: 'Your price' }),",
      "rating: field.int({ choices: [[1, 'bad'], [2, 'good']], widget: 'radio-inline', label: 'How was it?' }),",
      'remark: field.text({ long: true }).optional(),',
      "form: { group: ['price'] },",
      'timeout: 60,',
      '// TODO is_displayed',
      '// TODO onAllArrive: set_payoffs.',
      'game.sequence(Price, Settle, Rate)',
    ])
      assert.ok(game?.includes(line), `${line}\n${game}`);
    for (const line of ['rewrite set_payoffs()', 'rewrite Price.is_displayed()', "write the constant TABLE = {'a': 1}", 'Rate.html'])
      assert.ok(left?.includes(line), `${line}\n${left}`);
  });

  it('refuses a folder that is no oTree project', async () => {
    const folder = await authorFolder({});
    await assert.rejects(port(folder.path, join(folder.path, 'new')), { code: 'LAB_PORT_REFUSED', message: /There is no settings\.py/ });
    await folder.remove();
  });
});
