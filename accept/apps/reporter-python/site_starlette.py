"""A Starlette app that reports as oTree does: no breadcrumbs, and a look at each event before it goes."""
import sentry_sdk
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient


def before_send(event, hint):
    return None if isinstance(hint.get("exc_info", (None, None))[1], ConnectionResetError) else event


sentry_sdk.init(environment="rehearsal", max_breadcrumbs=0, before_send=before_send)


def payoff_of(code):
    raise ValueError("The group is not complete")


async def page(request):
    return payoff_of(request.path_params["code"])


async def gone(request):
    raise ConnectionResetError("They closed the page")


def visit():
    visitor = TestClient(Starlette(routes=[Route("/p/{code}", page), Route("/gone", gone)]), raise_server_exceptions=False)
    visitor.get("/p/abc")
    visitor.get("/gone")
    sentry_sdk.flush(20)
