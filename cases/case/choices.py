"""Closed lists of the law as the choices of a field."""


def pairs(kind):
    """Return a closed list of the law as choices, so that codes and words stand in one place."""
    return [(member.value, member.label) for member in kind]
