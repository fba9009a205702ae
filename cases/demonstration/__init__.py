"""The demonstration city: real place names, everything else invented, made through the product's own services."""

from cases.demonstration.afterwards import after
from cases.demonstration.cast import ACCOUNTS, PASSWORD

__all__ = ["ACCOUNTS", "PASSWORD", "after"]
