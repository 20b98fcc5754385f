"""The files of activities move to where the files of every kind of record are kept."""

from typing import Any

from django.db import migrations

FIELDS = (
    "id",
    "name",
    "content_type",
    "size",
    "sha256",
    "file",
    "added_at",
    "removed_at",
    "added_by_id",
    "removed_by_id",
)


def move(apps: Any, _schema_editor: Any) -> None:
    old, new = apps.get_model("activities", "Attachment"), apps.get_model("attachments", "Attachment")
    rows = old.objects.order_by("pk").values("activity_id", *FIELDS)
    moved = (new(kind="activities", record=row.pop("activity_id"), **row) for row in rows.iterator())
    new.objects.bulk_create(moved, batch_size=500)
    # The day on which each was added is the row's own, not today.
    for row in rows.values("id", "added_at").iterator():
        new.objects.filter(pk=row["id"]).update(added_at=row["added_at"])


class Migration(migrations.Migration):
    dependencies = [("activities", "0002_attachment"), ("attachments", "0001_initial")]

    operations = [
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.DeleteModel("Attachment"),
    ]
