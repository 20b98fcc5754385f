from django.urls import path

from apps.filings.views import editing, listing, objecting, reviewing, submitting, workbooks

app_name = "filings"

MONTH = "<str:code>/<int:year>/<int:month>/"

urlpatterns = [
    path("", listing.filings, name="list"),
    path("review/", reviewing.review, name="review"),
    path("burden/", listing.burden, name="burden"),
    path("workbooks/", workbooks.months, name="workbooks"),
    path("workbooks/<int:year>/<int:month>/", workbooks.of_all, name="workbook_of_all"),
    path("extend/", reviewing.extend_many, name="extend_many"),
    path("<str:code>/telephone/", listing.telephone, name="telephone"),
    path("<str:code>/handed-in/", listing.months_handed_in, name="handed_in"),
    path(MONTH, editing.edit, name="edit"),
    path(MONTH + "draft/", editing.autosave, name="autosave"),
    path(MONTH + "objections/<str:indicator>/", objecting.say, name="object"),
    path(MONTH + "objections/<str:indicator>/answer/", objecting.answer, name="answer_objection"),
    path(MONTH + "nil/", editing.nil, name="nil"),
    path(MONTH + "workbook/", workbooks.of_one, name="workbook"),
    path(MONTH + "check/", submitting.check, name="check"),
    path(MONTH + "receipt/", submitting.receipt, name="receipt"),
    path(MONTH + "record/", submitting.detail, name="detail"),
    path(MONTH + "history/", submitting.history, name="history"),
    path(MONTH + "confirm/", submitting.confirm, name="confirm"),
    path(MONTH + "pass-on/", submitting.pass_on, name="pass_on"),
    path(MONTH + "ask/", submitting.ask, name="ask"),
    path(MONTH + "return/", reviewing.give_back, name="return"),
    path(MONTH + "extend/", reviewing.extend, name="extend"),
    path(MONTH + "reopen/", reviewing.reopen, name="reopen"),
]
