from django.urls import path

from apps.registers import batch_views, files, views

app_name = "registers"

urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:register>/", views.list_, name="list"),
    path("<slug:register>/new/", views.new, name="new"),
    path("<slug:register>/batch/", batch_views.batch, name="batch"),
    path("<slug:register>/batch/preview/", batch_views.preview, name="batch_preview"),
    path("<slug:register>/<str:pk>/", views.detail, name="detail"),
    path("<slug:register>/<str:pk>/change/", views.edit, name="edit"),
    path("<slug:register>/<str:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<slug:register>/<str:pk>/restore/", views.restore, name="restore"),
    path("<slug:register>/<str:pk>/files/", files.add, name="add_files"),
    path("<slug:register>/<str:pk>/files/<uuid:attachment_id>/", files.download, name="download"),
    path("<slug:register>/<str:pk>/files/<uuid:attachment_id>/remove/", files.remove, name="remove_file"),
    path("<slug:register>/<str:pk>/<slug:code>/", views.step, name="step"),
]
