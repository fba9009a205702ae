"""What a unit's head or leader is writing to the city office, kept while he writes."""

from django.http import Http404
from django.views.generic import View

from enforcement.dossiers.drafting import keep_typed
from enforcement.teams.roles import ANSWER
from enforcement.web import RequiresPermission

WRITTEN = {"warning": ("text",), "appeal": ("indicator", "text")}


class KeepDraft(RequiresPermission, View):
    """Save what was typed into an answer or an objection; it is his own, and nothing is sent by it."""

    permissions = (ANSWER,)

    def post(self, request, kind, pk):
        if kind not in WRITTEN:
            raise Http404
        names = WRITTEN[kind]
        return keep_typed(
            request, f"league:{kind}:{pk}", lambda data: {name: data[name] for name in names if name in data}
        )
