"""``python -m tests.bench.p4_look``: one look at the district, for its memory."""

from apps.demo.services import DISTRICT
from apps.organisations.models import Organisation
from tests.bench.p4 import ours

if __name__ == "__main__":
    ours(Organisation.objects.get(code=DISTRICT))
