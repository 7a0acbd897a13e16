from otree.api import Bot, Submission, expect

from . import Bargain, Results


def said(method, number, **data):
    """oTree 6 answers with what it will tell when somebody asks for it."""
    told = method(number, data)
    while True:
        try:
            told.__anext__().send(None)
        except StopIteration:
            continue
        except StopAsyncIteration:
            return


def call_live_method(method, **kwargs):
    said(method, 1, type='look')
    said(method, 1, type='offer', price=60)
    said(method, 2, type='offer', price='a lot')
    said(method, 2, type='offer', price=60)


class PlayerBot(Bot):
    def play_round(self):
        yield Submission(Bargain, check_html=False)
        expect(self.player.payoff, 40)
        yield Results
