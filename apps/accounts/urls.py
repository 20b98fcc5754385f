from django.urls import path

from apps.accounts import views

app_name = "accounts"

urlpatterns = [
    path("login/", views.SignIn.as_view(), name="login"),
    path("login/code/", views.code, name="code"),
    path("logout/", views.SignOut.as_view(), name="logout"),
    path("language/", views.set_language, name="language"),
    path("forgotten/", views.forgotten, name="forgotten"),
    path("me/", views.me, name="me"),
    path("password/", views.password, name="password"),
    path("second-factor/", views.second_factor, name="second_factor"),
    path("second-factor/codes/", views.recovery_codes, name="recovery_codes"),
    path("second-factor/off/", views.switch_off, name="switch_off"),
    path("sessions/", views.sessions, name="sessions"),
    path("sessions/<slug:reference>/end/", views.end_session, name="end_session"),
    path("still-here/", views.still_here, name="still_here"),
]
