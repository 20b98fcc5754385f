from django.apps import AppConfig


class PlanTasksConfig(AppConfig):
    name = "apps.plan_tasks"
