#!/usr/bin/env python
"""Django's command line for 执法."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "enforcement.settings")
    if sys.argv[1:2] == ["start"] and not {"-h", "--help"} & set(sys.argv):
        from enforcement.starting.ground import prepare

        prepare()  # the settings read the keys that a first start makes
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
