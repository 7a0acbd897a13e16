from otree.api import *


class C(BaseConstants):
    NAME_IN_URL = 'survey'
    PLAYERS_PER_GROUP = None
    NUM_ROUNDS = 10


class Subsession(BaseSubsession):
    pass


class Group(BaseGroup):
    pass


class Player(BasePlayer):
    age = models.IntegerField(min=13, max=125, label='How old are you?')
    mood = models.IntegerField(choices=[[1, 'Bad'], [2, 'So so'], [3, 'Good']], label='How are you?')
    why = models.StringField(label='Why?')


class Questions(Page):
    form_model = 'player'
    form_fields = ['age', 'mood', 'why']


page_sequence = [Questions]
