#!/usr/bin/env python
import os
import sys

from django.core.management import execute_from_command_line

from config.collecting import spare_what_stays

if __name__ == "__main__":
    spare_what_stays()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    execute_from_command_line(sys.argv)
