"""The one-time code with which an empty portal is set up."""

from django.db import models


class SetupCode(models.Model):
    """The latest code that was printed on the server, kept as a hash; there is one at most."""

    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.made_at.isoformat()
