"""What the dotted codes of the audit log mean: one name for each, by what it is about."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

#: By the first part of the codes: the name of the group, and the names of its actions.
ACTIONS: dict[str, tuple[Promise, dict[str, Promise]]] = {
    "account": (
        _("Accounts and sign-in"),
        {
            "account.created": _("account created"),
            "account.disabled": _("account disabled"),
            "account.enabled": _("account enabled"),
            "account.language_chosen": _("language chosen"),
            "account.locked_out": _("locked out after wrong passwords or codes"),
            "account.lockout_released": _("lock-out ended"),
            "account.password_changed": _("password changed"),
            "account.password_reset": _("temporary password given"),
            "account.present_password_failed": _("present password given wrongly"),
            "account.recovery_code_used": _("recovery code used"),
            "account.recovery_codes_made": _("recovery codes made"),
            "account.second_factor_failed": _("wrong second factor"),
            "account.second_factor_reset": _("second factor taken away"),
            "account.second_factor_set_up": _("second factor set up"),
            "account.second_factor_switched_off": _("second factor switched off"),
            "account.sessions_ended": _("signed out elsewhere"),
            "account.many_tried": _("sign-in failed for many accounts from one address"),
            "account.sign_in_failed": _("sign-in failed"),
            "account.signed_in": _("signed in"),
            "account.signed_out": _("signed out"),
            "account.updated": _("account changed"),
        },
    ),
    "role": (
        _("Roles"),
        {
            "role.confirmed": _("role confirmed by a second person"),
            "role.end_changed": _("end of a role changed"),
            "role.ended": _("role ended"),
            "role.granted": _("role granted"),
            "role.handed_over": _("roles handed over"),
            "role.withheld": _("role waits for a second person again"),
            "role.withdrawn": _("role taken back before it began"),
        },
    ),
    "personal_data": (
        _("Personal data"),
        {
            "personal_data.exported": _("personal data exported in clear"),
            "personal_data.opened": _("personal data opened"),
        },
    ),
    "organisation": (
        _("Organisations"),
        {
            "organisation.closed": _("organisation closed"),
            "organisation.created": _("organisation entered"),
            "organisation.moved": _("organisation moved"),
            "organisation.reopened": _("closing taken back"),
            "organisation.updated": _("organisation changed"),
        },
    ),
    "leading": (
        _("Leading of mass organisations"),
        {
            "leading.changed": _("leading link changed"),
            "leading.imported": _("leading link imported"),
            "leading.removed": _("leading link removed"),
            "leading.started": _("leading link entered"),
        },
    ),
    "advice": (
        _("Advice"),
        {
            "advice.answered": _("advice answered"),
            "advice.given": _("advice given"),
        },
    ),
    "plan": (
        _("Plans"),
        {
            "plan.created": _("plan created"),
            "plan.loaded": _("plan loaded"),
            "plan.taken_over": _("plan taken over from an earlier year"),
            "plan.updated": _("plan changed"),
        },
    ),
    "programme": (
        _("Programmes"),
        {
            "programme.created": _("programme created"),
            "programme.moved": _("programme moved"),
            "programme.removed": _("programme removed"),
            "programme.renamed": _("programme renamed"),
        },
    ),
    "exemption": (
        _("Exemptions"),
        {
            "exemption.created": _("exemption entered"),
            "exemption.removed": _("exemption removed"),
            "exemption.updated": _("exemption changed"),
        },
    ),
    "indicator": (
        _("Indicators"),
        {
            "indicator.created": _("indicator created"),
            "indicator.updated": _("indicator changed"),
        },
    ),
    "target": (
        _("Targets"),
        {
            "target.imported": _("target imported"),
            "target.removed": _("target removed"),
            "target.set": _("target set"),
        },
    ),
    "activity": (
        _("Activities"),
        {
            "activity.recorded": _("activity recorded"),
            "activity.updated": _("activity changed"),
            "activity.withdrawn": _("activity withdrawn"),
        },
    ),
    "proposal": (
        _("Proposals for closed months"),
        {
            "proposal.accepted": _("proposal accepted"),
            "proposal.made": _("proposal made"),
            "proposal.refused": _("proposal refused"),
            "proposal.withdrawn": _("proposal taken back"),
        },
    ),
    "attachment": (
        _("Evidence"),
        {
            "attachment.added": _("file added"),
            "attachment.downloaded": _("file downloaded"),
            "attachment.removed": _("file removed"),
        },
    ),
    "filing": (
        _("Monthly filings"),
        {
            "filing.approved": _("month approved"),
            "filing.asked": _("reopening asked for"),
            "filing.confirmed": _("figures entered on behalf confirmed"),
            "filing.entered": _("figures entered on behalf"),
            "filing.extended": _("extension granted"),
            "filing.imported": _("figures imported"),
            "filing.opened": _("month opened"),
            "filing.reopened": _("month reopened"),
            "filing.returned": _("month returned"),
            "filing.saved": _("figures saved"),
            "filing.submitted": _("month submitted"),
            "filings.opened": _("months opened"),
        },
    ),
    "grading": (
        _("Classes"),
        {
            "grading.confirmed": _("end-of-year class confirmed"),
            "grading.created": _("class entered"),
            "grading.imported": _("class imported"),
            "grading.reopened": _("confirmation of the end-of-year class taken back"),
            "grading.start_confirmed": _("start-of-year class confirmed"),
            "grading.start_reopened": _("confirmation of the start-of-year class taken back"),
            "grading.updated": _("class changed"),
        },
    ),
    "report": (
        _("Reports"),
        {
            "report.asked_again": _("report asked for again"),
            "report.downloaded": _("report downloaded"),
            "report.frozen": _("report frozen"),
            "report.requested": _("report asked for"),
            "report.signed": _("report signed"),
        },
    ),
    "workbook": (
        _("Import and export"),
        {
            "workbook.exported": _("exported to a workbook"),
            "workbook.imported": _("imported from a workbook"),
        },
    ),
    "audit": (
        _("Audit log"),
        {
            "audit.pruned": _("old audit entries deleted"),
        },
    ),
    "demo": (
        _("Demonstration"),
        {
            "demo.loaded": pgettext_lazy("audit", "demonstration township loaded"),
        },
    ),
}
NAMES: dict[str, Promise] = {code: name for _group, names in ACTIONS.values() for code, name in names.items()}
