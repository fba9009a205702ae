"""What the engine keeps of every procedure: the time limits of its rows."""

from enforcement.procedures.models.limits import Limit

__all__ = ["Limit"]
