"""The page on which an activity is recorded for the further days of its series."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.activities.access import activity_for
from apps.activities.repeating import Every, activity_repeat
from apps.core.calendar import today
from apps.core.forms import DayField
from apps.core.once import OnceForm
from apps.organisations.access import requires, user_of


class SeriesForm(OnceForm):
    every = forms.ChoiceField(label=gettext_lazy("Held again"), choices=Every.choices)
    until = DayField(
        label=gettext_lazy("Until"), help_text=gettext_lazy("The last day on which it was held, at the latest today.")
    )


@requires("activity.record")
def series(request: HttpRequest, number: str) -> HttpResponse:
    """Record an activity for further days."""
    user = user_of(request)
    activity = activity_for(user, "activity.record", number)
    if activity.withdrawn_at is not None:
        raise Http404
    form = SeriesForm(request.POST if request.method == "POST" else None, initial={"until": today()})
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("every", "until")}
        address = f"{reverse('activities:list')}?since={activity.date.isoformat()}&until={given['until'].isoformat()}"
        made: list[int] = []

        def repeat() -> str:
            made.append(len(activity_repeat(activity=activity, by=user, **given)))
            return address

        if (led := form.make_once(repeat, str)) is not None:
            if made:
                said = _("Activities recorded: %(count)d. Enter who came at each of them.")
                messages.success(request, said % {"count": made[0]})
            return redirect(led.address)
    return render(request, "activities/series.html", {"form": form, "activity": activity})
