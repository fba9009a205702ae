"""Every address of the product, and the frame with nothing in it."""

from django.http import HttpResponse
from django.template import engines
from django.urls import path
from django.views.generic import View

from enforcement.urls import handler400, handler403, handler404, handler500
from enforcement.urls import urlpatterns as addresses
from enforcement.web import RequiresPermission

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


class EmptyPage(RequiresPermission, View):
    template = engines["django"].from_string('{% extends "base.html" %}')

    def get(self, request):
        return HttpResponse(self.template.render({}, request))


urlpatterns = [path("bench/empty/", EmptyPage.as_view()), *addresses]
