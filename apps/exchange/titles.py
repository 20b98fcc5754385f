"""What the tables are called, for the audit log."""

from apps.audit import targets
from apps.closing.kinds import kinds
from apps.exchange.registers import REGISTERS


def titles_tell() -> None:
    """Those that go into and out of Excel, and the kinds of facts for which something can be proposed."""
    targets.register({kind.code: kind.title for kind in kinds().values()})
    targets.register({register.name: register.title for register in REGISTERS.values()})
