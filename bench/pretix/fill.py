"""Lays out the database, makes one event with one product, seats for everybody, and a token for the API; prints them as JSON."""

import json
import os
from datetime import timedelta

import django
from django.conf import settings


class NoMigrations:
    """Has tables made from their present form: a new database needs none of the hundreds of steps that led there."""

    def __contains__(self, _app):
        return True

    def __getitem__(self, _app):
        return None

    def setdefault(self, _app, default=None):
        return default


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pretix.settings")
settings.MIGRATION_MODULES = NoMigrations()
django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils.timezone import now  # noqa: E402
from django_scopes import scopes_disabled  # noqa: E402
from pretix.base.models import Event, Organizer, Team  # noqa: E402

call_command("migrate", run_syncdb=True, verbosity=0)

with scopes_disabled():
    organizer = Organizer.objects.create(name="Bench", slug="bench")
    event = Event.objects.create(
        organizer=organizer,
        name="CET",
        slug="cet",
        currency="CNY",
        date_from=now() + timedelta(days=30),
        live=True,
    )
    team = Team.objects.create(
        organizer=organizer,
        name="Bench",
        all_events=True,
        all_event_permissions=True,
        all_organizer_permissions=True,
    )
    token = team.tokens.create(name="bench")
    item = event.items.create(name="CET-4", default_price=30)
    quota = event.quotas.create(name="Seats", size=1_000_000)
    quota.items.add(item)
    print(json.dumps({"token": token.token, "item": item.pk}))
