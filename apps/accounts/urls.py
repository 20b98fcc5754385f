from django.urls import path

from apps.accounts.views import SignIn, SignOut, set_language

app_name = "accounts"

urlpatterns = [
    path("login/", SignIn.as_view(), name="login"),
    path("logout/", SignOut.as_view(), name="logout"),
    path("language/", set_language, name="language"),
]
