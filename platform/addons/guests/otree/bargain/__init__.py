from otree.api import *

doc = 'Two people agree on a price, live on one page.'


class C(BaseConstants):
    NAME_IN_URL = 'bargain'
    PLAYERS_PER_GROUP = 2
    NUM_ROUNDS = 1
    BUYER_ROLE = 'Buyer'
    SELLER_ROLE = 'Seller'
    WORTH = 100
    COST = 20


class Subsession(BaseSubsession):
    pass


class Group(BaseGroup):
    price = models.IntegerField()


class Player(BasePlayer):
    offer = models.IntegerField(min=0, max=C.WORTH)


def bargain(player: Player, data):
    """What somebody sends while both are on the page; what each is told, by their number in the group, 0 for all."""
    group = player.group
    kind = data.get('type') if isinstance(data, dict) else None
    if kind == 'offer' and group.field_maybe_none('price') is None and whole(data.get('price')):
        player.offer = data['price']
        [other] = player.get_others_in_group()
        if other.field_maybe_none('offer') == player.offer:
            agree(group, player.offer)
    offers = {p.role: p.field_maybe_none('offer') for p in group.get_players()}
    return {0: dict(offers=offers, price=group.field_maybe_none('price'))}


def whole(price):
    return isinstance(price, int) and 0 <= price <= C.WORTH


def agree(group: Group, price):
    group.price = price
    group.get_player_by_role(C.BUYER_ROLE).payoff = C.WORTH - price
    group.get_player_by_role(C.SELLER_ROLE).payoff = price - C.COST


class Meet(WaitPage):
    pass


class Bargain(Page):
    timeout_seconds = 120
    live_method = bargain


class Results(Page):
    @staticmethod
    def vars_for_template(player: Player):
        return dict(price=player.group.field_maybe_none('price'))


page_sequence = [Meet, Bargain, Results]
