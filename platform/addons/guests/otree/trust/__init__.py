from otree.api import *

doc = 'One sends, what is sent is tripled, the other sends back.'


class C(BaseConstants):
    NAME_IN_URL = 'trust'
    PLAYERS_PER_GROUP = 2
    NUM_ROUNDS = 1
    ENDOWMENT = cu(10)
    MULTIPLIER = 3
    SENDER_ROLE = 'Sender'
    RECEIVER_ROLE = 'Receiver'


class Subsession(BaseSubsession):
    pass


class Group(BaseGroup):
    sent = models.CurrencyField(min=0, max=C.ENDOWMENT, label='How much do you send?')
    sent_back = models.CurrencyField(min=0, label='How much do you send back?')


class Player(BasePlayer):
    pass


def sent_back_max(group: Group):
    return group.sent * C.MULTIPLIER


def settle(group: Group):
    sender, receiver = (group.get_player_by_role(role) for role in (C.SENDER_ROLE, C.RECEIVER_ROLE))
    sender.payoff = C.ENDOWMENT - group.sent + group.sent_back
    receiver.payoff = group.sent * C.MULTIPLIER - group.sent_back


class Send(Page):
    form_model = 'group'
    form_fields = ['sent']

    @staticmethod
    def is_displayed(player: Player):
        return player.role == C.SENDER_ROLE


class WaitForSender(WaitPage):
    pass


class SendBack(Page):
    form_model = 'group'
    form_fields = ['sent_back']

    @staticmethod
    def is_displayed(player: Player):
        return player.role == C.RECEIVER_ROLE

    @staticmethod
    def vars_for_template(player: Player):
        return dict(tripled=player.group.sent * C.MULTIPLIER)


class Settle(WaitPage):
    after_all_players_arrive = settle


class Results(Page):
    pass


page_sequence = [Send, WaitForSender, SendBack, Settle, Results]
