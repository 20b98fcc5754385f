"""Every code of the audit log has a name."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from apps.audit.naming import groups
from apps.filings.states import Step
from apps.registers.registry import REGISTERS

NAMES = {code for group in groups() for code in group.actions}
#: Texts of the shape ``"thing.done"`` in the past tense of an act; permissions and addresses are in the present.
_CODE = re.compile(rf'"((?:{"|".join(group.code for group in groups())}|filings)\.[a-z_]+)"')
_ACT = re.compile(r'Act\(\s*"([a-z_.]+)"')


def sources() -> str:
    folder = Path(settings.BASE_DIR) / "apps"
    kept = (file for file in folder.rglob("*.py") if file.name != "audit_names.py")
    return "\n".join(file.read_text() for file in kept)


def test_every_act_of_the_sources_has_a_name() -> None:
    written = set(_ACT.findall(sources()))
    assert len(written) > 15
    assert written <= NAMES, f"add to an audit_names.py: {sorted(written - NAMES)}"


def acts_of_registers() -> Iterator[str]:
    """What the services of the registers record, whichever register it is."""
    for register in REGISTERS.values():
        steps = [f"step_{step.code}" for step in getattr(register, "steps", ())]
        yield from (register.may(act) for act in ("created", "updated", "withdrawn", "restored", "imported", *steps))
        yield from (register.may(act) for act in {"opened"} & register.further_acts.keys())


def test_every_act_of_a_register_has_a_name() -> None:
    assert set(acts_of_registers()) <= NAMES


def test_every_step_of_a_filing_has_a_name() -> None:
    assert {f"filing.{step}" for step in Step} <= NAMES


def test_no_name_is_left_for_what_nobody_does_or_did() -> None:
    written = set(_CODE.findall(sources())) | {f"filing.{step}" for step in Step} | set(acts_of_registers())
    written |= {it.may(act) for it in REGISTERS.values() for act in it.former_acts}
    assert written >= NAMES, f"take out of an audit_names.py: {sorted(NAMES - written)}"


def test_a_name_stands_in_the_group_of_its_code() -> None:
    assert all(code.split(".")[0] in {it.code, f"{it.code}s"} for it in groups() for code in it.actions)
