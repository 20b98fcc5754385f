#!/usr/bin/env python
import os
import sys

import django
from django.core.management import execute_from_command_line

from config.collecting import load_undisturbed, spare_what_stays

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    load_undisturbed()
    django.setup()
    spare_what_stays()
    execute_from_command_line(sys.argv)
