"""A Django site with the integrations that Tabbycat uses: warnings of its log are events too."""
import logging

import django
import sentry_sdk
from django.conf import settings
from django.http import HttpResponse
from django.urls import path
from sentry_sdk.integrations.django import DjangoIntegration
from sentry_sdk.integrations.logging import LoggingIntegration
from sentry_sdk.integrations.redis import RedisIntegration

integrations = [DjangoIntegration(), LoggingIntegration(event_level=logging.WARNING), RedisIntegration()]
sentry_sdk.init(environment="rehearsal", traces_sample_rate=1.0, auto_session_tracking=True, integrations=integrations)


def rooms_of(round_number):
    raise LookupError("No room for the draw")


def draw(request, round_number):
    return HttpResponse(rooms_of(round_number))


urlpatterns = [path("draw/<int:round_number>/", draw)]


def visit():
    settings.configure(ROOT_URLCONF=__name__, SECRET_KEY="for a minute", ALLOWED_HOSTS=["*"], LOGGING_CONFIG=None)
    django.setup()
    from django.test import Client

    Client(raise_request_exception=False).get("/draw/3/", {"password": "hunter2"})
    logging.getLogger("results").warning("Ballot of debate %s is late", 4)
    sentry_sdk.flush(20)
