from datetime import date
from io import StringIO
from random import Random

import pytest
from django.core.management import call_command

from apps.demo.classes import classes
from apps.demo.organisations import organisations, party_organisations
from tests.demo.believable import check_organisations_and_figures_of_2012


def test_the_same_arguments_give_the_same_data_and_another_seed_other_data() -> None:
    def classes_of(seed: int) -> list[tuple[str, str, str]]:
        plan = party_organisations(organisations(2012, Random(f"{seed} organisations")))
        rows = classes(plan, 2012, date(2012, 12, 31), Random(f"{seed} classes"))
        return [(code, row["start_class"], row.get("end_class", "")) for code, row in rows.items()]

    assert classes_of(1) == classes_of(1)
    assert classes_of(1) != classes_of(2)


@pytest.mark.django_db
def test_another_seed_gives_a_township_of_the_same_size_and_the_sign_ins_are_shown_at_every_start() -> None:
    shown = []
    for _start in range(2):
        out = StringIO()
        call_command("load_demo", "--if-empty", "--year", "2012", "--seed", "2", stdout=out)
        shown.append(out.getvalue())
    assert "demo-staff" in shown[0]
    assert "demo-secretary01" in shown[0]
    assert shown[0] == shown[1]
    check_organisations_and_figures_of_2012()
