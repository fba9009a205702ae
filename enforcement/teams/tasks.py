"""What is cleared on schedule, so that nothing of a person lies about longer than it is used."""

from django.contrib.sessions.models import Session

from enforcement import clock
from enforcement.celery import app


@app.task
def clear_sessions():
    """Delete the sessions that have ended."""
    Session.objects.filter(expire_date__lt=clock.now()).delete()
