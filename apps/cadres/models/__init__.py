"""Cadres: who is to be trained, reserve, procedures, talks, appraisal, study, and what is done for veterans."""

from apps.cadres.models.official import OfficialAppraisal
from apps.cadres.models.procedure import Procedure
from apps.cadres.models.reserve import ReserveCandidate
from apps.cadres.models.study import DegreeStudy
from apps.cadres.models.talk import Talk
from apps.cadres.models.training_rule import TrainingRule
from apps.cadres.models.veteran import VeteranService

__all__ = [
    "DegreeStudy",
    "OfficialAppraisal",
    "Procedure",
    "ReserveCandidate",
    "Talk",
    "TrainingRule",
    "VeteranService",
]
