from django.apps import AppConfig


class AdHocConfig(AppConfig):
    name = "apps.ad_hoc"
