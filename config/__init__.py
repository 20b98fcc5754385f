import gc

#: Before whatever makes many objects that stay: to look for rubbish among them after every 700 is a twelfth of a start
#: and a seventh of migrating.
gc.set_threshold(10_000, 10, 10)

from config.celery import app as celery_app  # noqa: E402

__all__ = ["celery_app"]
