"""A fact is known or UNKNOWN; groups of facts are frozen, and reading an unknown one raises UnknownFact."""

import hashlib
from dataclasses import dataclass, field, fields
from decimal import Decimal
from enum import Enum
from typing import Any, dataclass_transform


class Unknown:
    """The one value of a fact that nobody has recorded. It has no truth value."""

    _only = None

    def __new__(cls):
        cls._only = cls._only or super().__new__(cls)
        return cls._only

    def __repr__(self):
        return "UNKNOWN"

    def __bool__(self):
        raise TypeError("UNKNOWN is neither true nor false")

    def __reduce__(self):
        return (Unknown, ())

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


UNKNOWN: Any = Unknown()


class UnknownFact(LookupError):
    """A rule read a fact that is not recorded: `name` dotted, `label` and `where` in Chinese."""

    def __init__(self, name, label, where):
        self.name, self.label, self.where = name, label, where
        super().__init__(f"{label}（{name}）没有登记，在{where}填写")


def fact(label, where="", *, default=UNKNOWN):
    """Return a dataclass field with its Chinese label and the place where a person enters it.

    label: said right after the LABEL of its group, “笔录” and “的记录人”. where: "" for the WHERE of its group.
    """
    return field(default=default, metadata={"label": label, "where": where})


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(fact,))
def group(cls):
    """Make `cls` a frozen group of facts: keyword-only, every field with a default."""
    made = dataclass(frozen=True, kw_only=True, eq=False, repr=False)(cls)
    for each in fields(made):
        if each.name in vars(made):  # the default: were it here, reading an unknown fact would find it
            delattr(made, each.name)
    return made


class Group:
    """A frozen group of facts. Reading a field that is UNKNOWN raises UnknownFact: it holds the known ones alone."""

    NAME = ""
    LABEL = ""
    WHERE = ""

    def __post_init__(self):
        held = vars(self)
        for name in [name for name, value in held.items() if value is UNKNOWN]:
            del held[name]

    def __getattr__(self, name):
        if name in type(self).__dataclass_fields__:
            raise type(self).missing(name)
        raise AttributeError(f"{type(self).__name__} has no fact {name}")

    def __eq__(self, other):
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self):
        return hash((type(self), canonical(self)))

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(f'{each.name}={self.raw(each.name)!r}' for each in fields(self))})"

    @classmethod
    def missing(cls, name):
        """Return the UnknownFact for one of this group's fields."""
        [metadata] = [each.metadata for each in fields(cls) if each.name == name]
        dotted = f"{cls.NAME}.{name}" if cls.NAME else name
        return UnknownFact(dotted, f"{cls.LABEL}{metadata['label']}", metadata["where"] or cls.WHERE)

    def raw(self, name):
        """Return the value of a dotted fact, UNKNOWN where it or its group is unknown."""
        head, _, rest = name.partition(".")
        value = vars(self).get(head, UNKNOWN)
        if value is UNKNOWN and head not in type(self).__dataclass_fields__:
            raise KeyError(head)
        return value.raw(rest) if rest and isinstance(value, Group) else value

    def but(self, **changes):
        """Return a copy with some facts changed; a dict given for a group changes that group's facts."""
        mine = vars(self)
        inner = {
            name: mine[name].but(**value)
            if isinstance(value, dict) and isinstance(mine.get(name), Group)
            else value
            for name, value in changes.items()
        }
        return type(self)(**(mine | inner))


def canonical(value):
    """Return `value` as text that is equal exactly when the facts are equal."""
    if isinstance(value, Group):
        names = sorted(each.name for each in fields(value))
        inside = ",".join(f"{name}={canonical(value.raw(name))}" for name in names)
        return f"{type(value).__name__}({inside})"
    if isinstance(value, Enum):
        return repr(str(value.value))
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, dict):
        return "{" + ",".join(f"{key!s}:{canonical(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, (tuple, list)):
        return "[" + ",".join(canonical(each) for each in value) + "]"
    if isinstance(value, (set, frozenset)):
        return "[" + ",".join(sorted(canonical(each) for each in value)) + "]"
    return repr(value)


def digest(facts, names):
    """Return the SHA-256 (64 hex digits) of the named dotted facts: what a Ruling is bound to."""
    text = "\n".join(f"{name}={canonical(facts.raw(name))}" for name in sorted(names))
    return hashlib.sha256(text.encode()).hexdigest()
