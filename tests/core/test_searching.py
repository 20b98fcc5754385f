"""What looks the same is found: `tests/core/test_visible_text.py`.  Here what that costs."""

import pytest

from apps.core.searching import holding
from apps.organisations.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("text", "folded"), [("学习", False), ("V01", True), ("大会", True)])
def test_the_stored_text_is_folded_only_where_something_could_look_like_what_is_searched_for(
    text: str, folded: bool
) -> None:
    statement = str(Organisation.objects.filter(holding(text, "name")).query)
    assert ("half_width(" in statement or "translate(" in statement) == folded
