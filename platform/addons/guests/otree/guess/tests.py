from otree.api import Bot, expect

from . import C, Guess, Results


class PlayerBot(Bot):
    def play_round(self):
        yield Guess, dict(guess=10 * self.player.id_in_group)
        expect(self.player.is_winner, self.player.id_in_group == 2)
        expect(self.player.payoff, C.PRIZE if self.player.is_winner else 0)
        yield Results
