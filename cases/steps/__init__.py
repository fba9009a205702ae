"""The steps of a penalty case, stage by stage: each module declares its own in the table `cases.workflow.STEPS`."""

from cases import course  # noqa: F401 - what comes next
from cases.steps import (  # noqa: F401 - each declares its steps when it is loaded; the order is that of the offers
    closing,
    complaints,
    correcting,
    crew,
    decision,
    execution,
    filing,
    investigation,
    notice,
    review,
    service,
    street,
    weighing,
)
