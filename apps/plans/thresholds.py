"""What figures.md fixes about the pace of every plan (section 3); the settings of a year show it."""

from datetime import timedelta
from fractions import Fraction

#: A milestone not yet met is at risk that long before its due date.
MILESTONE_NOTICE = timedelta(days=30)
#: Below this share of what is expected an indicator is behind.
BEHIND_BELOW = Fraction(80, 100)
