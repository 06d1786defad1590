"""The composition of the identity services, for the web application and for the command line."""

from fettle.config import Settings
from fettle.db.door import Door
from fettle.modules.identity import public as identity
from fettle.modules.tenancy.public import standings
from fettle.web.mail import Mailer


def make_gate(settings: Settings, door: Door) -> identity.Gate:
    """The identity services on `door`: sign-in, tokens, keys."""
    return identity.Gate(door, settings, standings, Mailer(settings))
