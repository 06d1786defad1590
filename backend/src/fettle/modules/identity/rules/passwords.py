"""Which passwords hold."""

from fettle.kit.refusals import Fault, Invalid

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200

# The common ones that are long enough to pass otherwise; sequences and repetitions are found by rule.
COMMON = frozenset(
    """
    passwordpassword passw0rd123 password123 password1234 password12345 password123456 iloveyou123
    letmein1234 welcome1234 welcome123 administrator changeme123 changemenow qwerty12345 qwerty123456
    qwertyuiop qwertyuiop123 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc q1w2e3r4t5 zaq12wsxcde asdfghjkl123
    zxcvbnm123 football123 baseball123 superman123 princess123 sunshine123 monkey12345 dragon12345
    trustno1trustno1 abc1234567 abcd123456 a123456789 maintenance maintenance1 maintenance123
    fettlefettle fettle1234 summer2024 summer2025 summer2026 winter2024 winter2025 winter2026 spring2025
    spring2026 autumn2025 autumn2026 mypassword1 mypassword123 secret1234 correcthorsebatterystaple
    """.split()  # noqa: SIM905
)
RUNS = ("01234567890123456789", "09876543210987654321", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")


class WeakPassword(Invalid):
    """The password is too easy to guess."""


def check_password(password: str, *, email: str, pointer: str = "/password") -> None:
    """Raise `WeakPassword` for one that is short, common, a mere sequence, or made of the person's address."""
    fault = _weakness(password, email)
    if fault is not None:
        raise WeakPassword(f"The password {fault}.", faults=[Fault(pointer, "weak_password", fault)])


def _weakness(password: str, email: str) -> str | None:
    plain = password.strip().lower()
    if len(plain) < SHORTEST_PASSWORD:
        return f"needs at least {SHORTEST_PASSWORD} characters"
    if len(password) > LONGEST_PASSWORD:
        return f"may have at most {LONGEST_PASSWORD} characters"
    if plain in {email, email.partition("@")[0]}:
        return "must not be your e-mail address"
    if plain in COMMON or len(set(plain)) < 4 or any(plain in run for run in RUNS):
        return "is among the first that others would guess"
    return None
