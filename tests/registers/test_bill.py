import subprocess
import sys

from django.conf import settings

from apps.registers.registry import REGISTERS


def test_the_bill_names_the_kit_and_every_app_of_registers_with_as_many_as_it_declares() -> None:
    command = [sys.executable, f"{settings.BASE_DIR}/scripts/bill.py"]
    _heads, *rows = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()
    apps = [type(it).__module__.split(".")[1] for it in REGISTERS.values()]
    kit, *parts = (row.split() for row in rows)
    assert (kit[0], {name: int(declared) for name, declared, *_ in parts}) == (
        "kit",
        {it: apps.count(it) for it in apps},
    )
    assert all(sum(map(int, counts)) == int(total) for *counts, total in (row.split()[-4:] for row in rows))
