from django.urls import path

from apps.reports import comment_views, out_views, producing_views, text_views, views

app_name = "reports"

urlpatterns = [
    path("", views.reports, name="list"),
    path("new/", views.new, name="new"),
    path("texts/<str:code>/<int:year>/", text_views.texts, name="texts"),
    path("texts/<str:code>/<int:year>/<int:month>/", text_views.texts, name="month_texts"),
    path("comments/<int:year>/", comment_views.comments, name="comments"),
    path("comments/of/<int:pk>/", comment_views.comment, name="comment"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/again/", producing_views.again, name="again"),
    path("<int:pk>/cancel/", producing_views.cancel, name="cancel"),
    path("<int:pk>/parts/<str:code>/", producing_views.part, name="part"),
    path("<int:pk>/sign/", views.sign, name="sign"),
    path("<int:pk>/send/", out_views.send, name="send"),
    path("<int:pk>/revise/", out_views.revise, name="revise"),
    path("<int:pk>/download/", views.download, name="download"),
]
