"""Letters of the portal: to contractors, and in answer to requests by mail."""

from fettle.kit.letters import Template

CONTRACTOR = {
    "en": Template(
        subject="{tenant}: job {job}",
        before=(
            "Hello {name},",
            "{tenant} asks you to do this job: {job}.",
            "Behind this link you see what is to be done and where. You need no account.",
        ),
        button="See the job",
        after=("The link works until {until}. Whoever has it can use it, so keep it to yourself.",),
    ),
    "es": Template(
        subject="{tenant}: trabajo {job}",
        before=(
            "Hola, {name}:",
            "{tenant} le pide que haga este trabajo: {job}.",
            "En este enlace verá qué hay que hacer y dónde. No necesita ninguna cuenta.",
        ),
        button="Ver el trabajo",
        after=("El enlace funciona hasta el {until}. Quien lo tenga puede usarlo: guárdelo para usted.",),
    ),
}
RECEIVED = {
    "en": Template(
        subject="{tenant}: we have your request {number}",
        before=(
            "Thank you. Your message has arrived; it has the number {number}.",
            "Behind this link you see what becomes of it. You can also answer this mail to add something.",
        ),
        button="See what becomes of it",
    ),
    "es": Template(
        subject="{tenant}: hemos recibido su solicitud {number}",
        before=(
            "Gracias. Su mensaje ha llegado; tiene el número {number}.",
            "En este enlace verá qué ocurre con él. También puede responder a este correo para añadir algo.",
        ),
        button="Ver qué ocurre",
    ),
}
