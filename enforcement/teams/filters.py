"""The one filter of units and people, behind the pages and the API."""

from datetime import timedelta

import django_filters as filters
from django.db.models import Q

from enforcement import clock
from enforcement.gate import whole
from enforcement.teams import paths
from enforcement.teams.models import Certificate, Officer, Post, Team
from enforcement.teams.roles import Role

SOON_DAYS = 60


def visible_teams(request):
    return Team.objects.visible_to(request.user, clock.today())


def managed_teams(request):
    """Return the units in which the person behind the request administers people."""
    day = clock.today()
    return visible_teams(request).filter(request.user.sight(day).within(request.user.sight(day).managed))


class TeamFilter(filters.FilterSet):
    q = filters.CharFilter(label="名称", field_name="name", lookup_expr="contains")
    kind = filters.MultipleChoiceFilter(label="类别", choices=Team.Kind.choices, distinct=False)
    below = filters.CharFilter(label="所属代码", method="lies_below")

    class Meta:
        model = Team
        fields = ["q", "kind", "below"]

    def lies_below(self, teams, name, path):
        return teams.below(path) if whole(path) is not None and len(path) <= paths.SQUAD else teams.none()


class PeopleFilter(filters.FilterSet):
    """By name, unit, role and the state of the certificate, as of today."""

    q = filters.CharFilter(label="姓名、登录名或证号", method="search")
    team = filters.ModelChoiceFilter(
        label="机构", empty_label="全部", queryset=visible_teams, to_field_name="path", method="of_team"
    )
    role = filters.ChoiceFilter(label="岗位", empty_label="全部", choices=Role.choices, method="in_role")
    certificate = filters.ChoiceFilter(
        label="执法证",
        empty_label="全部",
        choices=[("valid", "有效"), ("soon", f"{SOON_DAYS} 天内到期"), ("none", "没有有效证件")],
        method="certified",
    )

    class Meta:
        model = Officer
        fields = ["q", "team", "role", "certificate"]

    def search(self, people, name, text):
        by_number = Certificate.objects.filter(number=text).values("officer")
        return people.filter(Q(name__contains=text) | Q(username__startswith=text) | Q(pk__in=by_number))

    def of_team(self, people, name, team):
        posts = Post.objects.on(clock.today()).filter(paths.below(team.path, "team__path"))
        return people.filter(pk__in=posts.values("officer"))

    def in_role(self, people, name, role):
        return people.filter(pk__in=Post.objects.on(clock.today()).filter(role=role).values("officer"))

    def certified(self, people, name, state):
        day = clock.today()
        held = Certificate.objects.qualifying(day)
        lasting = held.filter(valid_to__gt=day + timedelta(days=SOON_DAYS))
        if state == "soon":
            return people.filter(pk__in=held.values("officer")).exclude(pk__in=lasting.values("officer"))
        chosen = people.filter if state == "valid" else people.exclude
        return chosen(pk__in=held.values("officer"))
