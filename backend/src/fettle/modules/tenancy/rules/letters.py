"""What tenancy writes to people."""

from collections.abc import Mapping
from types import MappingProxyType

from fettle.kit.letters import Template

INVITATION: Mapping[str, Template] = MappingProxyType(
    {
        "en": Template(
            subject="You are invited to {tenant}",
            before=(
                "Hello{name},",
                "you are invited to work with {tenant}. Open this link to accept; it works once, until {until}:",
            ),
            button="Accept the invitation",
            after=("If you do not know what this is about, do nothing.",),
        ),
        "es": Template(
            subject="Invitación a {tenant}",
            before=(
                "Hola{name}:",
                "le invitan a trabajar con {tenant}. Abra este enlace para aceptar; sirve una sola vez, hasta {until}:",
            ),
            button="Aceptar la invitación",
            after=("Si no sabe de qué se trata, no haga nada.",),
        ),
    }
)
