"""How often a process looks for rubbish."""

import gc

#: For pages and commands.  A page makes some ten thousand objects, an import some hundred thousand.  A seventh less
#: work for the leaders' page, a third less for an import; more seldom still, and migrating would take 440 MB instead
#: of 270.
SELDOM = (20_000, 20, 20)
#: For jobs, which go on for minutes: little is ever left lying, and no more with the size of what they work on.  The
#: report of a hundred townships takes 157 MB instead of 182.
TIDILY = (5_000, 5, 2)


def load_undisturbed() -> None:
    """Look for no rubbish until `spare_what_stays`: what a start loads stays, and looking took a fifth of it."""
    gc.disable()


def spare_what_stays(threshold: tuple[int, int, int] = SELDOM) -> None:
    """Call once, when everything is loaded: that stays as long as the process.

    The garbage collector would go through all of it time and again.  What loading left lying stays too: to look for
    one megabyte takes a tenth of a start.
    """
    gc.freeze()
    gc.set_threshold(*threshold)
    gc.enable()
