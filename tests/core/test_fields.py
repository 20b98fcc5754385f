"""Fields look as crispy writes them, whose own template asks much more of each (`templates/bootstrap5/field.html`)."""

from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.backends.django import DjangoTemplates
from django.template.loader import render_to_string
from django.test.html import parse_html

CHOICES = [("a", "甲"), ("b", "乙")]
WIDGETS = {
    "input": forms.CharField(label="名称", help_text="<b>全称</b>"),
    "unnamed": forms.CharField(label="", required=False),
    "area": forms.CharField(label="说明", widget=forms.Textarea, required=False),
    "secret": forms.CharField(label="密码", widget=forms.PasswordInput),
    "day": forms.DateField(label="日期", help_text="当天", widget=forms.DateInput({"class": "numerals"})),
    "choice": forms.ChoiceField(label="类别", choices=CHOICES),
    "choices": forms.MultipleChoiceField(label="类别", choices=CHOICES, required=False),
    "box": forms.BooleanField(label="确认", help_text="已核对"),
    "boxes": forms.MultipleChoiceField(
        label="范围", choices=CHOICES, widget=forms.CheckboxSelectMultiple, help_text="多选"
    ),
    "buttons": forms.ChoiceField(label="方式", choices=CHOICES, widget=forms.RadioSelect, required=False),
    "file": forms.FileField(label="文件", help_text="xlsx"),
    "plain_file": forms.FileField(label="文件", widget=forms.FileInput, required=False),
    "parts": forms.SplitDateTimeField(label="时刻"),
    "hidden": forms.CharField(widget=forms.HiddenInput),
}
OWN = Path(apps.get_app_config("crispy_bootstrap5").path, "templates")
CRISPYS = DjangoTemplates({"NAME": "crispy", "DIRS": [OWN], "APP_DIRS": True, "OPTIONS": {}})


def form_with(field: forms.Field, sent: dict[str, str] | None) -> forms.Form:
    made = type("OneField", (forms.Form,), {"it": field})
    files = {"it": SimpleUploadedFile("甲.xlsx", b"")} if sent else None
    form: forms.Form = made(sent, files)
    return form


@pytest.mark.parametrize("sent", [None, {"it": ""}, {"it": "a"}], ids=["new", "blank", "sent"])
@pytest.mark.parametrize("field", WIDGETS.values(), ids=WIDGETS)
def test_a_field_looks_as_crispy_writes_it(field: forms.Field, sent: dict[str, str] | None) -> None:
    asked = {"form_show_errors": True, "form_show_labels": True}
    ours = render_to_string("bootstrap5/field.html", {"field": form_with(field, sent)["it"], **asked})
    template = CRISPYS.get_template("bootstrap5/field.html")
    assert Path(template.origin.name).is_relative_to(OWN)
    assert parse_html(ours) == parse_html(template.render({"field": form_with(field, sent)["it"], **asked}))
