"""What identity writes to people."""

from collections.abc import Mapping
from types import MappingProxyType

from fettle.kit.letters import Template

RESET: Mapping[str, Template] = MappingProxyType(
    {
        "en": Template(
            subject="Set a new password",
            before=(
                "Hello {name},",
                "somebody, hopefully you, asked for a new password. Open this within an hour to set one:",
            ),
            button="Set a new password",
            after=("If it was not you, do nothing: your password stays as it is.",),
        ),
        "es": Template(
            subject="Elija una contraseña nueva",
            before=(
                "Hola, {name}:",
                "alguien, esperamos que usted, pidió una contraseña nueva. Abra este enlace antes de una hora:",
            ),
            button="Elegir una contraseña nueva",
            after=("Si no fue usted, no haga nada: su contraseña sigue siendo la misma.",),
        ),
    }
)
REUSE: Mapping[str, Template] = MappingProxyType(
    {
        "en": Template(
            subject="You were signed out: a sign-in of yours was used twice",
            before=(
                "Hello {name},",
                "somebody used a sign-in token of yours that had been replaced before. That happens when a copy of it "
                "was taken. To be safe we ended that session. If you do not recognise this, change your password.",
            ),
        ),
        "es": Template(
            subject="Hemos cerrado su sesión: un acceso suyo se usó dos veces",
            before=(
                "Hola, {name}:",
                "alguien usó un token de acceso suyo que ya había sido reemplazado. Eso ocurre cuando se ha tomado una "
                "copia. Por seguridad hemos cerrado esa sesión. Si no lo reconoce, cambie su contraseña.",
            ),
        ),
    }
)
