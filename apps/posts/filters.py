"""What the list of posts to be held can be searched and filtered by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from apps.organisations.models import Organisation
from apps.organisations.querysets import OrganisationQuerySet
from apps.posts.in_step import STEPS
from apps.posts.models import Post
from apps.posts.seats import STATES, Seat


class SeatFilter(django_filters.FilterSet):
    """Over organisations; which of their posts, `left_of` says."""

    q = django_filters.CharFilter(label=_("Code or name"), method="search")
    post = django_filters.ChoiceFilter(label=_("Post"), choices=Post.choices, empty_label=_("All"), method="keep")
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=[(it.code, it.title) for it in STATES], empty_label=_("All"), method="keep"
    )

    in_step = django_filters.ChoiceFilter(
        label=_("In step with the Party organisation"),
        choices=[(it.code, it.title) for it in STEPS],
        empty_label=_("All"),
        method="keep",
    )

    class Meta:
        model = Organisation
        fields: list[str] = []

    def search(self, organisations: OrganisationQuerySet, _name: str, value: str) -> OrganisationQuerySet:
        return organisations.matching(value)

    def keep(self, organisations: OrganisationQuerySet, _name: str, _value: str) -> OrganisationQuerySet:
        return organisations

    def left_of(self, seats: list[Seat]) -> list[Seat]:
        """The seats that the filters leave."""
        self.form.is_valid()
        asked = self.form.cleaned_data
        post, state = asked.get("post"), asked.get("state")
        left = [it for it in seats if it.post == (post or it.post) and it.state.code == (state or it.state.code)]
        step = asked.get("in_step")
        return [it for it in left if it.in_step and it.in_step.state.code == step] if step else left
