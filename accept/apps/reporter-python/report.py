"""Reports with sentry-sdk as any program does. `python report.py many 50 50`: so many groups of so many events each."""
import datetime
import logging
import sys

import sentry_sdk

what = sys.argv[1]
major = sentry_sdk.VERSION.split(".")[0]

if what not in ("django", "starlette"):
    sentry_sdk.init(environment="rehearsal", traces_sample_rate=1.0 if what == "kinds" else 0.0)


def new_scope():
    return sentry_sdk.push_scope() if major == "1" else sentry_sdk.new_scope()


def many(groups, each):
    for group in range(groups):
        for nth in range(each):
            with new_scope() as scope:
                scope.fingerprint = [f"python-group-{group}"]
                sentry_sdk.capture_message(f"Group {group} failed for the {nth}. time", level="error")
            if nth % 40 == 39:
                sentry_sdk.flush(20)
        sentry_sdk.flush(20)


def divide(total, players):
    return total / players


def kinds():
    try:
        divide(120, 0)
    except ZeroDivisionError as error:
        sentry_sdk.capture_exception(error)
    logging.getLogger("lab.payoffs").error("Payoffs of group %s are missing", 4)
    with sentry_sdk.start_transaction(name="GET /draw", op="http.server"):
        pass
    sentry_sdk.flush(20)


def limited():
    """What the SDK makes of 429: how many seconds it sends nothing."""
    sentry_sdk.capture_message("One too many")
    sentry_sdk.flush(20)
    until = sentry_sdk.get_client().transport._disabled_until.get("error")
    now = datetime.datetime.now(datetime.timezone.utc)
    if until is not None and until.tzinfo is None:
        now = datetime.datetime.utcnow()
    print("paused", 0 if until is None else round((until - now).total_seconds()))


if what == "many":
    many(int(sys.argv[2]), int(sys.argv[3]))
elif what == "limited":
    limited()
elif what == "django":
    import site_django

    site_django.visit()
elif what == "starlette":
    import site_starlette

    site_starlette.visit()
else:
    kinds()
