"""The portal as web servers call it."""

import logging
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from apps.core.readable import ReadableRequest
from config.collecting import load_undisturbed, spare_what_stays
from config.limits import limit_statements
from config.reporting import report_faults
from config.starting import refuse_unsafe_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# What Python warns of is told like everything else, in the form that the log has.
logging.captureWarnings(True)
load_undisturbed()
application = get_wsgi_application()
application.request_class = ReadableRequest
refuse_unsafe_start()
report_faults()
limit_statements(settings.STATEMENT_SECONDS)
spare_what_stays()
