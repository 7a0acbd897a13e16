from django.conf import settings
from django.urls import path
from django.views.decorators.cache import cache_page

from . import views

public = cache_page(settings.PUBLIC_FAST_CACHE_TIMEOUT)

urlpatterns = [
    path("", views.index),
    path("start/", views.start),
    path("accounts/login/", views.login),
    path("<slug:tournament>/", public(views.tournament)),
    path("<slug:tournament>/draw/", public(views.draw)),
    path("<slug:tournament>/admin/draw/round/<int:number>/release/", views.release),
    path("<slug:tournament>/admin/draw/", views.admin),
]
