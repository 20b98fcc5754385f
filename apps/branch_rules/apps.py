from django.apps import AppConfig


class BranchRulesConfig(AppConfig):
    name = "apps.branch_rules"
