import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")

import django

django.setup()

from channels.auth import AuthMiddlewareStack
from channels.routing import ChannelNameRouter, ProtocolTypeRouter, URLRouter
from django.urls import path
from tab.consumers import CheckIns, Notifications

# No "http": pages are the business of the WSGI server.
application = ProtocolTypeRouter(
    {
        "websocket": AuthMiddlewareStack(URLRouter([path("ws/<slug:tournament>/checkins/", CheckIns.as_asgi())])),
        "channel": ChannelNameRouter({"notifications": Notifications.as_asgi()}),
    }
)
