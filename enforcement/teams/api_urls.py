"""The address at which a program exchanges a name and a password for a token."""

from django.urls import path

from enforcement.teams.api import TokenView

urlpatterns = [path("token/", TokenView.as_view(), name="token")]
