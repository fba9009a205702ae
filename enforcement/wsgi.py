"""The WSGI application that granian serves; production refuses to start without its keys."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "enforcement.settings")


def ready():
    """Return the application once the keys were looked at."""
    made = get_wsgi_application()
    from enforcement.documents import keys

    keys.require()
    return made


application = ready()
