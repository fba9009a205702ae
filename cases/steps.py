"""The steps of a penalty case: each room declares its own in the table `cases.workflow.STEPS`, in this order."""

# ruff: noqa: F401
import cases.course.case  # isort: skip  (what comes next)
import cases.closing.steps
import cases.complaint.steps
import cases.correction.steps
import cases.crew.steps
import cases.decision.steps
import cases.execution.steps
import cases.filing.steps
import cases.investigation.steps
import cases.notice.steps
import cases.review.steps
import cases.serving.steps
import cases.street.steps
import cases.weighing.steps
