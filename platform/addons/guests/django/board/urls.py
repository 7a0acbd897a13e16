from django.urls import path

from . import views

urlpatterns = [path('', views.board), path('add', views.add), path('health', views.health)]
