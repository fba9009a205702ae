"""Much work done piece by piece: what goes wrong with one piece stops no other, is logged, and is seen at the end."""

import logging
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import InterfaceError, OperationalError

logger = logging.getLogger(__name__)
NAMED = 20


class Unfinished(Exception):
    """Some pieces were not done, all others were. failed: their names."""

    def __init__(self, failed):
        self.failed = tuple(failed)
        more = f"等 {len(self.failed)} 项" if len(self.failed) > NAMED else ""
        super().__init__(f"没有做成：{'、'.join(self.failed[:NAMED])}{more}")


@dataclass
class Pieces:
    """The pieces of one job; each sees to its own transaction. failed: the names of those that were not done."""

    failed: list = field(default_factory=list)

    @contextmanager
    def piece(self, name):
        """Do one piece and go on whatever goes wrong with it, as long as the database answers.

        name: in words, or a function that returns several. A piece that is made of others tells which of them failed.
        """
        try:
            yield
        except Unfinished as unfinished:
            self.failed += unfinished.failed
        except (InterfaceError, OperationalError):
            raise
        except Exception:
            names = name() if callable(name) else [name]
            logger.exception("没有做成，其余的照常进行：%s", "、".join(names))
            self.failed += names

    def tell(self):
        """Raise Unfinished where a piece failed, so that the job counts as failed and somebody sees it."""
        if self.failed:
            raise Unfinished(self.failed)
