from django.urls import path

from apps.exchange import views

app_name = "exchange"

urlpatterns = [
    path("", views.index, name="index"),
    path("uploads/<uuid:upload_id>/", views.upload, name="upload"),
    path("uploads/<uuid:upload_id>/annotated/", views.annotated, name="annotated"),
    path("filings/<int:year>/<int:month>/", views.months, name="months"),
    path("filings/<str:code>/<int:year>/<int:month>/", views.month, name="month"),
    path("<slug:name>/import/", views.import_, name="import"),
    path("<slug:name>/export/", views.export, name="export"),
    path("<slug:name>/template/", views.template, name="template"),
]
