from otree.api import Bot, expect

from . import C, Results, Send, SendBack


class PlayerBot(Bot):
    def play_round(self):
        if self.player.role == C.SENDER_ROLE:
            yield Send, dict(sent=4)
            expect(self.player.payoff, 11)
        else:
            yield SendBack, dict(sent_back=5)
            expect(self.player.payoff, 7)
        yield Results
