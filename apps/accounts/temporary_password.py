"""Passwords for the first sign-in: said once, changed at once."""

import secrets

#: Nothing that looks like something else on paper.
_CLASSES = ("ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnpqrstuvwxyz", "23456789")
LENGTH = 12


def temporary_password() -> str:
    """Twelve letters and digits of three classes that nobody mixes up when they are read out."""
    every = "".join(_CLASSES)
    chosen = [secrets.choice(some) for some in _CLASSES]
    chosen += [secrets.choice(every) for _at in range(LENGTH - len(chosen))]
    secrets.SystemRandom().shuffle(chosen)
    return "".join(chosen)
