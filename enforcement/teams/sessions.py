"""Sessions in the database. A database that is busy is an outage, not a session that somebody deleted."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError


class SessionStore(db.SessionStore):
    """Django reads every failed write as a deleted session, and would send the person to sign in again."""

    def save(self, must_create=False):
        try:
            super().save(must_create)
        except UpdateError as lost:
            if isinstance(lost.__context__, OperationalError):
                raise lost.__context__ from None
            raise

    @classmethod
    def get_model_class(cls):
        return db.SessionStore.get_model_class()
