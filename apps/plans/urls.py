from django.urls import path

from apps.plans.views import exemptions, indicators, listing, programmes, settings, signing, targets

app_name = "plans"

urlpatterns = [
    path("", listing.plans, name="list"),
    path("new/", listing.new, name="new"),
    path("<int:year>/edit/", listing.edit, name="edit"),
    path("<int:year>/settings/", settings.settings_of_year, name="settings"),
    path("<int:year>/take-over/", listing.take_over, name="take_over"),
    path("<int:year>/programmes/", programmes.programmes, name="programmes"),
    path("<int:year>/programmes/<int:programme_id>/", programmes.programme, name="programme"),
    path("<int:year>/programmes/<int:programme_id>/move/", programmes.programme_moved, name="programme_move"),
    path("<int:year>/programmes/<int:programme_id>/remove/", programmes.programme_removed, name="programme_remove"),
    path("<int:year>/exemptions/", exemptions.exemptions, name="exemptions"),
    path("<int:year>/exemptions/new/", exemptions.new, name="new_exemption"),
    path("<int:year>/exemptions/<int:exemption_id>/", exemptions.exemption, name="exemption"),
    path("<int:year>/exemptions/<int:exemption_id>/remove/", exemptions.removed, name="exemption_remove"),
    path("<int:year>/signing/", signing.signing, name="signing"),
    path("<int:year>/signing/recall/", signing.recalled, name="recall"),
    path("<int:year>/letter/", signing.letter, name="letter"),
    path("<int:year>/targets/", targets.targets, name="targets"),
    path("<int:year>/indicators/", indicators.new, name="new_indicator"),
    path("<int:year>/indicators/<str:code>/edit/", indicators.edit, name="indicator"),
]
