"""The API verb by which a head lifts a HOLD for somebody else."""

from rest_framework.decorators import action

from cases.forms.lifting import LiftForm
from cases.services.lifting import lift


class LiftVerb:
    """Adds the verb to the viewset of cases; it goes the way of every other verb there."""

    @action(detail=True, methods=["post"])
    def lift(self, request, pk):
        """Lift the HOLD of a rule at a step, with the head's reason; no step is taken."""
        case, form = self.get_object(), self.checked(LiftForm(request.data))
        return self.once(lambda at: lift(case=case, **form.cleaned_data, by=request.user, at=at))
