from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.contrib import auth
from django.contrib.auth import get_user_model
from django.http import HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect

from .models import Round


def index(request):
    if not get_user_model().objects.exists():
        return redirect("/start/")
    return redirect("/cup/")


def start(request):
    """Whoever comes first to an empty site becomes its superuser."""
    if get_user_model().objects.exists():
        return redirect("/")
    get_user_model().objects.create_superuser(request.GET.get("name", "first"), password="first")
    return HttpResponse("You are the superuser.")


def login(request):
    user = auth.authenticate(username=request.POST.get("username"), password=request.POST.get("password"))
    if user is None:
        return HttpResponse("Sign in", status=200)
    auth.login(request, user)
    return redirect("/cup/admin/draw/")


def seen_by(request):
    return request.user.get_username() or "nobody"


def tournament(request, tournament):
    return HttpResponse(f"{tournament}, seen by {seen_by(request)}")


def draw(request, tournament):
    released = Round.objects.get(number=1).released
    return HttpResponse(f"The draw is {'released' if released else 'not yet there'}, seen by {seen_by(request)}")


def admin(request, tournament):
    if not request.user.is_superuser:
        return HttpResponseForbidden()
    return HttpResponse(f"The desk, seen by {seen_by(request)}")


def release(request, tournament, number):
    if not request.user.is_superuser:
        return HttpResponseForbidden()
    round = Round.objects.get(number=number)
    round.released = not round.released
    round.save()
    layer = get_channel_layer()
    async_to_sync(layer.send)("notifications", {"type": "release", "tournament": tournament})
    return redirect(f"/{tournament}/admin/draw/")
