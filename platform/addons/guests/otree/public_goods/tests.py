from otree.api import Bot, expect

from . import C, Contribute, Introduction, Results


class PlayerBot(Bot):
    def play_round(self):
        if self.player.round_number == 1:
            yield Introduction
        yield Contribute, dict(contribution=30 * self.player.id_in_group)
        expect(self.group.share, 120)
        expect(self.player.payoff, C.ENDOWMENT - 30 * self.player.id_in_group + 120)
        yield Results
