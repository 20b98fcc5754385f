"""Close the months that were approved before months were closed."""

from datetime import date, timedelta

from django.db import migrations
from django.db.models import Q

WIDTH = 8


def last_day(year, month):
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def close_approved(apps, _schema_editor):
    filing, closed, placement = (
        apps.get_model(*name)
        for name in (("filings", "Filing"), ("closing", "ClosedMonth"), ("organisations", "Placement"))
    )
    months = filing.objects.filter(state="approved").order_by("year", "month").values_list("year", "month").distinct()
    for year, month in months:
        there = filing.objects.filter(year=year, month=month)
        filers = set(there.values_list("organisation", flat=True))
        approved = set(there.filter(state="approved").values_list("organisation", flat=True))
        day = last_day(year, month)
        places = placement.objects.filter(Q(end__isnull=True) | Q(end__gt=day), start__lte=day)
        standing = {it: [it] for it in approved}
        for path in places.values_list("path", flat=True).iterator():
            ids = [int(path[at : at + WIDTH]) for at in range(0, len(path), WIDTH)]
            standing[ids[-1]] = ids
        rows = []
        for organisation, above in standing.items():
            filer = next((it for it in reversed(above) if it in filers), None)
            if filer in approved:
                rows.append(closed(filer_id=filer, organisation_id=organisation, year=year, month=month))
        closed.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [
        ("filings", "0001_initial"),
        ("closing", "0001_initial"),
        ("organisations", "0001_initial"),
    ]

    operations = [migrations.RunPython(close_approved, migrations.RunPython.noop)]
