from django.apps import AppConfig


class DistrictFormsConfig(AppConfig):
    name = "apps.district_forms"
