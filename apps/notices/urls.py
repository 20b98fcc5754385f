from django.urls import path

from apps.notices import views

app_name = "notices"

urlpatterns = [
    path("", views.notices, name="list"),
    path("new/", views.new, name="new"),
    path("mail/", views.mail, name="mail"),
    path("<row:number>/", views.notice, name="notice"),
    path("<row:number>/files/<uuid:attachment_id>/", views.download, name="download"),
    path("<row:number>/receive/", views.receive, name="receive"),
    path("<row:number>/unreceive/", views.unreceive, name="unreceive"),
    path("<row:number>/answer/", views.answer, name="answer"),
]
