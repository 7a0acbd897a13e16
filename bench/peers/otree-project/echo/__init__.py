from otree.api import *


class C(BaseConstants):
    NAME_IN_URL = 'echo'
    PLAYERS_PER_GROUP = 10
    NUM_ROUNDS = 1


class Subsession(BaseSubsession):
    pass


class Group(BaseGroup):
    pass


class Player(BasePlayer):
    hits = models.IntegerField(initial=0)


class Echo(Page):
    @staticmethod
    def live_method(player, data):
        player.hits += 1
        return {0: dict(sender=player.id_in_group, n=data['n'])}


page_sequence = [Echo]
