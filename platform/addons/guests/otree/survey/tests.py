from otree.api import Bot, SubmissionMustFail

from . import Questions


class PlayerBot(Bot):
    def play_round(self):
        answers = dict(age=30, studies='Debating', risk=3, remark='')
        yield SubmissionMustFail(Questions, {**answers, 'age': 7})
        yield Questions, answers
