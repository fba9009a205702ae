"""The API verb by which a head lifts a HOLD for somebody else."""

from rest_framework.decorators import action

from enforcement.procedures.lift_forms import LiftForm
from enforcement.procedures.lifting import lift


class LiftVerb:
    """Adds the verb to the viewset of cases; it goes the way of every other verb there."""

    @action(detail=True, methods=["post"])
    def lift(self, request, pk):
        """Lift the HOLD of a rule at a step, with the head's reason; no step is taken."""
        case, form = self.get_object(), self.checked(LiftForm(request.data))
        return self.once(lambda at: lift(row=case, **form.cleaned_data, by=request.user, at=at))
