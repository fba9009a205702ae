"""The product's addresses, with the administrator's sheets below /manage/."""

from django.urls import include, path

from enforcement import urls

urlpatterns = [path("manage/", include("lists.manage_urls")), *urls.urlpatterns]
handler400, handler403, handler404 = urls.handler400, urls.handler403, urls.handler404
