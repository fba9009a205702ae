"""What the form pages of this app share: 422 for a bad form, every reason of a refusal, nothing typed lost."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.generic import FormView

from enforcement import clock
from enforcement.errors import Conflict, Refused
from enforcement.web import conflict_response, refused_response


class FormPage(FormView):
    """A page with one form and one verb: `act(form, by=, at=)` calls the service."""

    done = "已保存"

    def form_valid(self, form):
        try:
            self.act(form, by=self.request.user, at=clock.now())
        except Refused as refused:
            context = self.get_context_data(form=form)
            return refused_response(self.request, refused, self.template_name, context)
        except Conflict as conflict:
            return conflict_response(self.request, conflict)
        messages.success(self.request, self.done)
        return redirect(self.get_success_url())

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)
