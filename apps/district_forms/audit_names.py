"""What the audit log tells of district forms."""

from django.utils.translation import gettext_lazy as _

from apps.audit.naming import Group, register
from apps.district_forms.models import FormLine

register(
    Group(
        "district_form",
        _("District forms"),
        {
            "district_form.added": _("form added"),
            "district_form.changed": _("form changed"),
            "district_form.withdrawn": _("form withdrawn"),
            "district_form.line_added": _("line of a form added"),
            "district_form.line_changed": _("line of a form changed"),
            "district_form.line_removed": _("line of a form removed"),
            "district_form.filled": _("form filled"),
        },
        model=FormLine,
        facts={
            "name": _("name of the form"),
            "file_name": _("file name"),
            "sha256": _("checksum"),
            "as_of": _("as of"),
            "cells": _("cells filled"),
        },
    )
)
