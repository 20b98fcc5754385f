"""What an auditor reads instead of the names that programs give to fields."""

import pytest
from django.utils import translation

from apps.audit.models import Entry
from apps.audit.naming import Group, field_name, groups
from apps.audit.templatetags.audit import as_text, field_name_in

#: What no entry tells of: numbers of rows, files, and who and when, which stand in the entry itself.
UNTOLD = {
    "account": {"created_at"},
    "role": {"user_id"},
    "programme": {"plan_id"},
    "attachment": {"kind", "record", "content_type", "file", "added_by_id", "removed_by_id", "removed_at"},
    "warning": {"facts", "run"},
    "district_form": {"form_id"},
    "report": {"snapshot", "workbook", "signed_workbook", "job_id", "requested_by_id", "signed_by_id"},
}
ALIKE = {"id", "version", "changed_by_id", "changed_at", "sha256"}


def columns_of(group: Group) -> set[str]:
    return {it.attname for it in group.model._meta.concrete_fields} - ALIKE if group.model else set()


def test_the_fields_of_what_is_changed_have_names_in_both_languages() -> None:
    with translation.override("zh-hans"):
        chinese = {
            (group.code, key): str(field_name(f"{group.code}.changed", key))
            for group in groups()
            for key in columns_of(group) - UNTOLD.get(group.code, set())
        }
    assert len(chinese) > 300
    assert [key for key, name in chinese.items() if name.isascii()] == []


@pytest.mark.parametrize(
    ("action", "key", "name"),
    [
        ("target.set", "due", "完成时限"),
        ("activity.updated", "due", "应到人数"),
        ("account.updated", "name", "姓名"),
        ("organisation.updated", "merged_into", "并入组织"),
        ("workbook.exported", "filters", "筛选条件"),
        ("filing.saved", "F-FLOW", "F-FLOW"),
        ("forgotten.done", "whatever", "whatever"),
    ],
)
def test_the_same_key_means_what_it_means_in_its_action(action: str, key: str, name: str) -> None:
    with translation.override("zh-hans"):
        assert str(field_name(action, key)) == name


def test_what_is_proposed_has_the_names_of_its_kind() -> None:
    told = {kind: Entry(action="proposal.made", target=f"{kind} 12") for kind in ("activity", "matters")}
    with translation.override("zh-hans"):
        named = {kind: str(field_name_in(entry, "due")) for kind, entry in told.items()}
    assert named == {"activity": "应到人数", "matters": "办结时限"}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"),
        ("", "–"),
        (0, "0"),
        (False, "no"),
        (["V01", None], "V01, –"),
        ({"q": "村", "year": 2012}, "q = 村, year = 2012"),
    ],
)
def test_values_are_written_for_people(value: object, text: str) -> None:
    with translation.override("en"):
        assert as_text(value) == text
