"""Identity numbers inside document contents, encrypted at rest (R-1104, R-1108)."""

from enforcement.sealing import seal, unseal

__all__ = ["seal", "unseal"]
