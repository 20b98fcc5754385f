from django.urls import path

from apps.administration import views

app_name = "administration"

PERSON = "accounts/people/<str:username>/"

urlpatterns = [
    path("accounts/", views.accounts, name="accounts"),
    path("accounts/options/", views.account_options, name="account_options"),
    path("accounts/new/", views.new, name="account_new"),
    path("accounts/first-passwords/", views.first_passwords, name="first_passwords"),
    path("accounts/token-holders/", views.token_holders, name="token_holders"),
    path(PERSON, views.account, name="account"),
    path(PERSON + "edit/", views.edit, name="account_edit"),
    path(PERSON + "telephone/", views.open_phone, name="account_phone"),
    path(PERSON + "password/", views.reset_password, name="account_password"),
    path(PERSON + "second-factor/", views.reset_second_factor, name="account_second_factor"),
    path(PERSON + "unlock/", views.unlock, name="account_unlock"),
    path(PERSON + "disable/", views.disable, name="account_disable"),
    path(PERSON + "enable/", views.enable, name="account_enable"),
    path(PERSON + "tokens/<int:number>/revoke/", views.revoke_token, name="token_revoke"),
    path(PERSON + "roles/", views.roles, name="roles"),
    path(PERSON + "roles/confirm/", views.confirm, name="roles_confirm"),
    path(PERSON + "roles/<int:pk>/end/", views.end, name="role_end"),
    path(PERSON + "roles/<int:pk>/stand-in/", views.stand_in, name="stand_in"),
    path(PERSON + "handover/", views.handover, name="handover"),
    path(PERSON + "handover/<str:day>/", views.handover_sheet, name="handover_sheet"),
    path("audit/", views.audit, name="audit"),
    path("jobs/", views.jobs, name="jobs"),
]
