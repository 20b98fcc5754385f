"""What Django says in forms, in the words of a Chinese office."""

import re

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.validators import MinLengthValidator
from django.utils import translation
from django.utils.datastructures import MultiValueDict

from apps.core import catalogues, djangos_words

ZH = next(file for file in catalogues.catalogue_files() if "zh_Hans" in str(file))


class Every(forms.Form):
    """A field of each kind that the portal's forms have."""

    needed = forms.CharField()
    short = forms.CharField(min_length=3)
    long = forms.CharField(max_length=3)
    whole = forms.IntegerField()
    least = forms.IntegerField(min_value=1)
    most = forms.IntegerField(max_value=5)
    amount = forms.DecimalField(max_digits=4, decimal_places=1)
    digits = forms.DecimalField(max_digits=4, decimal_places=1)
    day = forms.DateField()
    choice = forms.ChoiceField(choices=[("a", "甲")])
    several = forms.MultipleChoiceField(choices=[("a", "甲")])
    mail = forms.EmailField()
    file = forms.FileField()
    empty = forms.FileField()
    null = forms.CharField(validators=[MinLengthValidator(1)])


BAD = {
    "short": "一",
    "long": "一二三四",
    "whole": "1.5",
    "least": "0",
    "most": "6",
    "amount": "1.25",
    "digits": "12345",
    "day": "2012-02-30",
    "choice": "b",
    "several": ["b"],
    "mail": "x",
    "null": "a\x00b",
}
SAID = {
    "needed": ["请填写此项。"],
    "short": ["不能少于 3 个字，现为 1 个字。"],
    "long": ["不能超过 3 个字，现为 4 个字。"],
    "whole": ["请填写整数。"],
    "least": ["不能小于 1。"],
    "most": ["不能大于 5。"],
    "amount": ["小数不能超过 1 位。"],
    "digits": ["数字总位数不能超过 4 位。"],
    "day": ["日期不存在或格式不对，请按 2012-03-20 的格式填写。"],
    "choice": ["“b”不在可选范围内，请重新选择。"],
    "several": ["“b”不在可选范围内，请重新选择。"],
    "mail": ["电子邮箱格式不对，请核对。"],
    "file": ["请填写此项。"],
    "empty": ["文件没有内容，请核对后重新上传。"],
    "null": ["含有无法识别的字符，请删除后重新填写。"],
}


def test_the_errors_of_forms_are_said_as_an_official_would() -> None:
    with translation.override("zh-hans"):
        form = Every(BAD, MultiValueDict({"empty": [SimpleUploadedFile("a.xlsx", b"")]}))
        assert {name: [str(it) for it in errors] for name, errors in form.errors.items()} == SAID


def test_in_english_they_stay_djangos() -> None:
    with translation.override("en"):
        assert Every({}).errors["needed"] == ["This field is required."]


def test_the_portals_words_go_before_djangos() -> None:
    ours = catalogues.read(ZH)
    with translation.override("zh-hans"):
        said = {sentence: translation.gettext(sentence) for sentence in djangos_words.SENTENCES}
    messages = {sentence: ours.get(sentence) for sentence in said}
    assert said == {sentence: message and message.string for sentence, message in messages.items()}
    assert [it for it in said.values() if re.search("确保|有效的|字段|输入一个", it)] == []
