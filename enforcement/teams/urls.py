"""Addresses of signing in, one's own account, and people."""

from django.urls import path

from enforcement.teams import merger_views as mergers
from enforcement.teams import people_views as people
from enforcement.teams import views

app_name = "teams"
urlpatterns = [
    path("login/", views.SignIn.as_view(), name="login"),
    path("logout/", views.SignOut.as_view(), name="logout"),
    path("me/", views.Me.as_view(), name="me"),
    path("me/kept/", views.Kept.as_view(), name="kept"),
    path("me/password/", views.ChangePassword.as_view(), name="password"),
    path("me/tokens/", views.MakeToken.as_view(), name="token_make"),
    path("me/tokens/<str:key>/", views.RevokeToken.as_view(), name="token_revoke"),
    path("manage/mergers/", mergers.Mergers.as_view(), name="mergers"),
    path("manage/mergers/add/", mergers.MergerAdd.as_view(), name="merger_add"),
    path("manage/mergers/<int:pk>/undo/", mergers.MergerUndo.as_view(), name="merger_undo"),
    path("manage/mergers/<int:pk>/part/", mergers.MergerPart.as_view(), name="merger_part"),
    path("manage/people/", people.People.as_view(), name="people"),
    path("manage/people/add/", people.PeopleAdd.as_view(), name="people_add"),
    path("manage/people/<int:pk>/", people.Person.as_view(), name="person"),
    path("manage/people/<int:pk>/posts/", people.Appoint.as_view(), name="appoint"),
    path("manage/people/<int:pk>/posts/<int:post>/", people.EndPost.as_view(), name="end_post"),
    path("manage/people/<int:pk>/reviewer/", people.RegisterReviewer.as_view(), name="reviewer"),
    path("manage/people/<int:pk>/certificates/", people.IssueCertificate.as_view(), name="certificate"),
    path(
        "manage/people/<int:pk>/certificates/<int:certificate>/",
        people.RevokeCertificate.as_view(),
        name="certificate_revoke",
    ),
    path("manage/people/<int:pk>/amend/", people.Amend.as_view(), name="amend"),
    path("manage/people/<int:pk>/disable/", people.Disable.as_view(), name="disable"),
    path("manage/people/<int:pk>/enable/", people.Enable.as_view(), name="enable"),
    path("manage/people/<int:pk>/password/", people.ResetPassword.as_view(), name="reset"),
]
