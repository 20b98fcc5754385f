"""The registers of members: the roll and its memberships, and what hangs on a member."""

from apps.members.register.appraisals import Appraisals
from apps.members.register.care import Care
from apps.members.register.categories import Categories
from apps.members.register.commitments import Commitments
from apps.members.register.memberships import Memberships
from apps.members.register.registrations import Registrations
from apps.members.register.roll import Members
from apps.members.register.trainings import Trainings
from apps.members.register.transfers import Transfers

__all__ = [
    "Appraisals",
    "Care",
    "Categories",
    "Commitments",
    "Members",
    "Memberships",
    "Registrations",
    "Trainings",
    "Transfers",
]
