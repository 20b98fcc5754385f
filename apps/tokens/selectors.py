"""What the pages about tokens show."""

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, QuerySet

from apps.accounts.models import User
from apps.core.calendar import today
from apps.tokens.models import AccessToken
from apps.tokens.querysets import AccessTokenQuerySet


def tokens_of(user: User) -> AccessTokenQuerySet:
    """The tokens of `user`, those that open something first.  One query."""
    return _shown(AccessToken.objects.of(user)).order_by("-works", "-created_at", "-pk")


def tokens_held_by(people: QuerySet[User]) -> AccessTokenQuerySet:
    """The tokens of `people` that have not come to their end, by user name.  One query."""
    kept = AccessToken.objects.kept(today()).filter(user__in=people.order_by())
    return _shown(kept).select_related("user").order_by("user__username", "-created_at", "-pk")


def _shown(tokens: AccessTokenQuerySet) -> AccessTokenQuerySet:
    """With `works`: whether it opens the portal today."""
    working = Exists(AccessToken.objects.in_force(today()).filter(pk=OuterRef("pk")))
    shown: AccessTokenQuerySet = tokens.annotate(works=ExpressionWrapper(working, BooleanField()))
    return shown.select_related("held__organisation")
