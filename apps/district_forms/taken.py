"""Which cells of a form are filled already: two lines for one cell, and nobody could tell which figure stands there."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.core.calendar import today
from apps.district_forms.files.addresses import Address
from apps.district_forms.filling import Filling
from apps.district_forms.models import DistrictForm, FormLine


class Taken:
    """The cells of a form with the line that fills each; the file and the lines of a sheet are read once."""

    def __init__(self, form: DistrictForm) -> None:
        self._form = form
        self._filling = Filling(form, today(), "")
        self._sheets: dict[str, dict[Address, FormLine]] = {}

    def take(self, line: FormLine) -> None:
        """These are the line's from now on.  Raises `ValidationError` where another fills one of them."""
        taken, cells = self._beside(line), self._filled_by(line)
        if both := cells & taken.keys():
            cell = min(both)
            said = _("%(cell)s is filled by another line already, that of %(first)s.")
            raise ValidationError({"cell": said % {"cell": cell, "first": taken[cell].cell}})
        taken.update(dict.fromkeys(cells, line))

    def _beside(self, line: FormLine) -> dict[Address, FormLine]:
        """What the other lines fill on its sheet."""
        if line.sheet not in self._sheets:
            others = self._form.lines.exclude(pk=line.pk).filter(sheet=line.sheet).select_related("organisation")
            self._sheets[line.sheet] = {cell: it for it in others for cell in self._filled_by(it)}
        return self._sheets[line.sheet]

    def _filled_by(self, line: FormLine) -> set[Address]:
        """Without the rows that mean nobody: another line may name the organisation."""
        return {spot.cell for spot in self._filling.spots_of(line) if not spot.problem}
