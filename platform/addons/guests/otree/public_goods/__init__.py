from otree.api import *

doc = 'Three people put points into a pot that is doubled and shared.'


class C(BaseConstants):
    NAME_IN_URL = 'pot'
    PLAYERS_PER_GROUP = 3
    NUM_ROUNDS = 3
    ENDOWMENT = cu(100)
    MULTIPLIER = 2


class Subsession(BaseSubsession):
    pass


class Group(BaseGroup):
    total = models.CurrencyField()
    share = models.CurrencyField()


class Player(BasePlayer):
    contribution = models.CurrencyField(min=0, max=C.ENDOWMENT, label='How much do you put into the pot?')


def share_out(group: Group):
    players = group.get_players()
    group.total = sum(p.contribution for p in players)
    group.share = group.total * C.MULTIPLIER / C.PLAYERS_PER_GROUP
    for p in players:
        p.payoff = C.ENDOWMENT - p.contribution + group.share


class Introduction(Page):
    @staticmethod
    def is_displayed(player: Player):
        return player.round_number == 1


class Contribute(Page):
    form_model = 'player'
    form_fields = ['contribution']


class ShareOut(WaitPage):
    after_all_players_arrive = share_out


class Results(Page):
    pass


page_sequence = [Introduction, Contribute, ShareOut, Results]
