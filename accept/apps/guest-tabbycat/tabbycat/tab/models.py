from django.db import models


class Round(models.Model):
    number = models.IntegerField()
    released = models.BooleanField(default=False)
