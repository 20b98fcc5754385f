"""The registers of cadres."""

from apps.cadres.register.officials import OfficialAppraisals
from apps.cadres.register.procedures import Procedures
from apps.cadres.register.reserve import Reserve
from apps.cadres.register.studies import DegreeStudies
from apps.cadres.register.talks import Talks
from apps.cadres.register.training_rules import TrainingRules
from apps.cadres.register.veterans import Veterans

__all__ = ["DegreeStudies", "OfficialAppraisals", "Procedures", "Reserve", "Talks", "TrainingRules", "Veterans"]
