from otree.api import *


class C(BaseConstants):
    NAME_IN_URL = 'public_goods'
    PLAYERS_PER_GROUP = 3
    NUM_ROUNDS = 1
    ENDOWMENT = cu(100)
    MULTIPLIER = 1.8


class Subsession(BaseSubsession):
    pass


class Group(BaseGroup):
    total = models.CurrencyField()
    share = models.CurrencyField()


class Player(BasePlayer):
    contribution = models.CurrencyField(min=0, max=100, label='Your contribution')


def settle(group: Group):
    players = group.get_players()
    group.total = sum(p.contribution for p in players)
    group.share = group.total * C.MULTIPLIER / len(players)
    for p in players:
        p.payoff = C.ENDOWMENT - p.contribution + group.share


class Contribute(Page):
    form_model = 'player'
    form_fields = ['contribution']


class Settle(WaitPage):
    after_all_players_arrive = settle


class Results(Page):
    pass


page_sequence = [Contribute, Settle, Results]
