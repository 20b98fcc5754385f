"""Party members: who they are, where they belong and belonged, and what hangs on them."""

from apps.members.models.appraisal import Appraisal
from apps.members.models.attendance import Attendance
from apps.members.models.care import CareRecord
from apps.members.models.category import MemberCategory
from apps.members.models.commitment import MemberCommitment
from apps.members.models.member import Member
from apps.members.models.membership import Membership
from apps.members.models.registration import Registration
from apps.members.models.training import MemberTraining
from apps.members.models.transfer import TransferLetter

__all__ = [
    "Appraisal",
    "Attendance",
    "CareRecord",
    "Member",
    "MemberCategory",
    "MemberCommitment",
    "MemberTraining",
    "Membership",
    "Registration",
    "TransferLetter",
]
