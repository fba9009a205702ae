from django.urls import path

from lists import views

app_name = "lists"
urlpatterns = [
    path("", views.ItemList.as_view(), name="list"),
    path("benchmarks/<int:pk>/", views.BenchmarkDetail.as_view(), name="benchmark"),
    path("<str:code>/", views.ItemDetail.as_view(), name="detail"),
]
