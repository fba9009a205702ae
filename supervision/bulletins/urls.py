from django.urls import path

from supervision.bulletins import acts, views

app_name = "bulletins"
urlpatterns = [
    path("", views.BulletinList.as_view(), name="list"),
    path("new/", views.NewBulletin.as_view(), name="new"),
    path("<int:pk>/", views.BulletinPage.as_view(), name="detail"),
    path("<int:pk>/blocks/<slug:key>/", views.BlockView.as_view(), name="block"),
    path("<int:pk>/blocks/<slug:key>/restore/", views.RestoreView.as_view(), name="restore"),
    path("<int:pk>/refresh/", views.RefreshView.as_view(), name="refresh"),
    path("<int:pk>/preview/", views.PreviewPage.as_view(), name="preview"),
    path("<int:pk>/sign/", acts.SignView.as_view(), name="sign"),
    path("<int:pk>/publish/", acts.PublishView.as_view(), name="publish"),
    path("<int:pk>/withdraw/", acts.WithdrawView.as_view(), name="withdraw"),
    path("<int:pk>/discard/", acts.DiscardView.as_view(), name="discard"),
    path("<int:pk>/page/<int:page>.png", views.BulletinPicture.as_view(), name="picture"),
    path("<int:pk>/file/<slug:kind>/", views.BulletinFileView.as_view(), name="file"),
]
