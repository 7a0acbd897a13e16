from otree.api import *

doc = 'Some questions about oneself, for the end of a session.'


class C(BaseConstants):
    NAME_IN_URL = 'survey'
    PLAYERS_PER_GROUP = None
    NUM_ROUNDS = 1


class Subsession(BaseSubsession):
    pass


class Group(BaseGroup):
    pass


class Player(BasePlayer):
    age = models.IntegerField(min=18, max=120, label='How old are you?')
    studies = models.StringField(label='What do you study or work on?')
    risk = models.IntegerField(
        label='How willing are you to take risks?',
        choices=[[1, 'not at all'], [2, 'a little'], [3, 'somewhat'], [4, 'quite'], [5, 'very']],
        widget=widgets.RadioSelectHorizontal,
    )
    remark = models.LongStringField(blank=True, label='Is there anything you want to tell us?')


class Questions(Page):
    form_model = 'player'
    form_fields = ['age', 'studies', 'risk', 'remark']


class Thanks(Page):
    @staticmethod
    def vars_for_template(player: Player):
        return dict(earned=player.participant.payoff_plus_participation_fee())


page_sequence = [Questions, Thanks]
