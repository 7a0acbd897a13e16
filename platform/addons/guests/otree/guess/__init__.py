from otree.api import *

doc = 'Guess two thirds of the average: the closest of four wins.'


class C(BaseConstants):
    NAME_IN_URL = 'guess'
    PLAYERS_PER_GROUP = 4
    NUM_ROUNDS = 2
    PRIZE = cu(60)
    TIMEOUT_SECONDS = 20


class Subsession(BaseSubsession):
    pass


class Group(BaseGroup):
    target = models.FloatField()


class Player(BasePlayer):
    guess = models.IntegerField(min=0, max=100, label='Your guess, from 0 to 100')
    is_winner = models.BooleanField(initial=False)


def settle(group: Group):
    players = group.get_players()
    group.target = 2 / 3 * sum(p.guess for p in players) / len(players)
    smallest = min(abs(p.guess - group.target) for p in players)
    winners = [p for p in players if abs(p.guess - group.target) == smallest]
    for p in winners:
        p.is_winner = True
        p.payoff = C.PRIZE / len(winners)


class Guess(Page):
    form_model = 'player'
    form_fields = ['guess']
    timeout_seconds = C.TIMEOUT_SECONDS

    @staticmethod
    def before_next_page(player: Player, timeout_happened):
        if timeout_happened:
            player.guess = 100


class Settle(WaitPage):
    after_all_players_arrive = settle


class Results(Page):
    pass


page_sequence = [Guess, Settle, Results]
