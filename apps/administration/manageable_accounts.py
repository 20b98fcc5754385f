"""Which accounts are whose to see and to manage.

An account belongs where its roles are: to the current and coming ones, after these to the former ones.  One that has
never held a role belongs to the organisation that it was made for (`User.home`); one that was made for none belongs
to the administrators of the top organisations.

Seen are the accounts that belong to one's part of the tree.  Managed are those of which one may also grant every
current and coming role (`policy.GRANTABLE`), and never one's own: whoever could give somebody another password, or
shut them out, could give them all that they may do.  So no staff reach an administrator, an auditor, a viewer of the
higher authority, or anybody with a role above or beside them.
"""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, F, OuterRef, Prefetch, Q, QuerySet

from apps.accounts.models import User
from apps.core.calendar import today
from apps.organisations.kinds import Role
from apps.organisations.models import CredentialsGiven, Organisation, RoleAssignment
from apps.organisations.policy import granting
from apps.organisations.querysets import user_paths
from apps.organisations.tree import ids_on


def accounts_visible_to(user: User, action: str = "account.view") -> QuerySet[User]:
    """The accounts that belong to the part of the tree in which `user` may do `action`, by user name."""
    held = RoleAssignment.objects.filter(user=OuterRef("pk"))
    ours = held.filter(organisation__in=Organisation.objects.visible_to(user, action))
    current, formerly = Exists(ours.not_ended(today())), Exists(ours)
    idle = ~Exists(held.not_ended(today()))
    return User.objects.filter(Q(current) | idle & (Q(formerly) | _made_for(user, action))).order_by("username")


def accounts_manageable_by(user: User) -> QuerySet[User]:
    """The accounts of others all of whose current and coming roles `user` may grant, by user name.

    At least one of their roles, also a former one, is `user`'s to grant, or they have none and were made for the part
    of the tree that `user` looks after.
    """
    granted = RoleAssignment.objects.grantable_by(user)
    beyond = RoleAssignment.objects.not_ended(today()).exclude(pk__in=granted.values("pk"))
    ours = Q(pk__in=granted.values("user")) | _made_for(user, "account.manage")
    return User.objects.filter(ours).exclude(pk__in=beyond.values("user")).exclude(pk=user.pk).order_by("username")


def with_roles(accounts: QuerySet[User], user: User) -> QuerySet[User]:
    """`accounts` with `roles_here`, the roles that have not ended in `user`'s part of the tree, and `elsewhere`,
    the number of those outside it, of which nothing else is said."""
    within = Organisation.objects.visible_to(user, "account.view")
    held = RoleAssignment.objects.not_ended(today())
    here = held.filter(organisation__in=within).select_related("organisation").order_by("organisation__code", "role")
    elsewhere = Count("roles", filter=Q(roles__in=held.exclude(organisation__in=within)), distinct=True)
    return accounts.annotate(elsewhere=elsewhere).prefetch_related(Prefetch("roles", here, to_attr="roles_here"))


def _made_for(user: User, action: str) -> Q:
    """Accounts that have never held a role and were made for the part of the tree in which `user` may do `action`."""
    never = ~Q(Exists(RoleAssignment.objects.filter(user=OuterRef("pk"))))
    here = Q(home__in=Organisation.objects.visible_to(user, action).values("code"))
    if any(len(ids_on(path)) == 1 for path in user_paths(user, granting(Role.ADMINISTRATOR))):
        here |= Q(home="")
    return here & never


def awaiting_first_sign_in(user: User) -> QuerySet[User]:
    """The accounts managed by `user` that need a password for their first sign-in: those without any come first."""
    new = accounts_manageable_by(user).filter(is_active=True, last_login=None, must_change_password=True)
    waits = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    marked = new.filter(is_demonstration=False).annotate(waits=ExpressionWrapper(waits, BooleanField()))
    return with_roles(marked.order_by("-waits", "username"), user)


def former_roles(person: User, user: User) -> QuerySet[RoleAssignment]:
    """The ended roles of `person` in the part of the tree that `user` looks after, the last one first."""
    within = Organisation.objects.visible_to(user, "account.view")
    ended: QuerySet[RoleAssignment] = RoleAssignment.objects.ended(today()).filter(user=person, organisation__in=within)
    return ended.select_related("organisation").order_by("-end", "organisation__code")


def home_of(account: User) -> str:
    """The code of an organisation that the account belongs to, for the audit log.  One query at most."""
    held = account.roles.order_by(F("end").desc(nulls_first=True), "start")
    return held.values_list("organisation__code", flat=True).first() or account.home


def roles_to_confirm(user: User) -> QuerySet[RoleAssignment]:
    """The waiting roles for which `user` is the second person: others granted them and gave out the password."""
    granted = RoleAssignment.objects.grantable_by(user).not_ended(today()).filter(waiting=True)
    known = CredentialsGiven.objects.filter(by=user).values("user")
    waiting: QuerySet[RoleAssignment] = granted.exclude(granted_by=user).exclude(user__in=known)
    return waiting
