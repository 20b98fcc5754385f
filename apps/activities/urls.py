from django.urls import path

from apps.activities import calendar_page, files, series_page, views

app_name = "activities"

urlpatterns = [
    path("", views.activities, name="list"),
    path("new/", views.new, name="new"),
    path("calendar/", calendar_page.calendar, name="calendar"),
    path("<slug:number>/files/", files.add, name="add_files"),
    path("<slug:number>/files/<uuid:attachment_id>/", files.download, name="download"),
    path("<slug:number>/files/<uuid:attachment_id>/remove/", files.remove, name="remove_file"),
    path("<slug:number>/", views.detail, name="detail"),
    path("<slug:number>/edit/", views.edit, name="edit"),
    path("<slug:number>/series/", series_page.series, name="series"),
    path("<slug:number>/withdraw/", views.withdraw, name="withdraw"),
    path("<slug:number>/restore/", views.restore, name="restore"),
]
