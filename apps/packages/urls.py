from django.urls import path

from apps.packages import views

app_name = "packages"

urlpatterns = [
    path("received/", views.received, name="received"),
    path("received/new/", views.receive, name="receive"),
    path("received/<int:pk>/", views.detail, name="detail"),
    path("received/<int:pk>/download/", views.download, name="download"),
    path("partners/", views.partners, name="partners"),
    path("partners/new/", views.new_partner, name="partner_new"),
    path("partners/<int:pk>/end/", views.end_partner, name="partner_end"),
    path("<int:pk>/package/", views.package, name="package"),
]
