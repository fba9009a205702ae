"""What the engine keeps of every procedure: the time limits of its rows, and what is to be done with them."""

from enforcement.procedures.models.limits import Limit
from enforcement.procedures.models.tasks import Task

__all__ = ["Limit", "Task"]
