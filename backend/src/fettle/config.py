"""Settings: read once from the environment (FETTLE_*), handed down, never read again."""

import contextlib
import os
import secrets
from collections.abc import Callable
from functools import cached_property
from ipaddress import IPv4Network, IPv6Network, ip_address
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, Field, HttpUrl, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "FETTLE_"


def default_data_dir() -> Path:
    """`/var/lib/fettle` for root, `~/.local/share/fettle` for everybody else."""
    return Path("/var/lib/fettle") if os.geteuid() == 0 else Path.home() / ".local" / "share" / "fettle"


def _web_address(given: str) -> str:
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("must look like https://fettle.example.org")
    return given


def _ip_address(given: str) -> str:
    try:
        return str(ip_address(given))
    except ValueError:
        raise ValueError(f"{given!r} is no IP address; give those of your proxies, such as 10.0.0.1") from None


def _host_and_port(given: str) -> str:
    host, _, port = given.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise ValueError("must look like clamav.example.org:3310")
    return given


def _smtp_address(given: str) -> str:
    try:
        parts = urlsplit(given)
        fits = parts.scheme in ("smtp", "smtps") and parts.hostname is not None and parts.port != 0
    except ValueError:
        fits = False
    if not fits:
        raise ValueError("FETTLE_SMTP_URL must look like smtp://user:password@host:587 or smtps://host")
    return given


class OidcIssuer(BaseModel):
    """An outside identity provider whose tokens we accept; one entry of FETTLE_OIDC_ISSUERS (a JSON list)."""

    issuer: str
    audience: str
    jwks_url: str | None = None
    algorithms: list[str] = ["ES256", "RS256"]
    tenant_claim: str = "tenant"
    role_claim: str = "role"
    email_claim: str = "email"
    name_claim: str = "name"
    roles: dict[str, str] = {}
    default_role: str = "requester"
    require_at_jwt: bool = True
    audience_list: bool = False


class AndroidApp(BaseModel):
    """A field app for Android that may open our links; one entry of FETTLE_ANDROID_APPS (a JSON list)."""

    package: str = Field(pattern=r"^[A-Za-z][\w]*(\.[A-Za-z][\w]*)+$")
    fingerprints: list[Annotated[str, Field(pattern=r"^([0-9A-F]{2}:){31}[0-9A-F]{2}$")]] = Field(min_length=1)


class Settings(BaseSettings):
    """Every setting with its default. `fettle doctor` prints them and names the wrong one."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore")

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    data_dir: Path = Field(default_factory=default_data_dir)
    public_url: Annotated[str, AfterValidator(_web_address)] | None = None
    web_dir: Path | None = None
    field_dir: Path | None = None

    database_url: str | None = None
    owner_database_url: str | None = None
    queue_database_url: str | None = None
    database_pool: int = Field(default=8, ge=1, le=200)
    database_prepare: bool = True
    statement_timeout_ms: int = Field(default=30_000, ge=100)
    lock_timeout_ms: int = Field(default=5_000, ge=100)
    idle_timeout_ms: int = Field(default=60_000, ge=1_000)
    worker_slots: int = Field(default=10, ge=1, le=100)
    worker_metrics_port: int | None = Field(default=None, ge=1, le=65535)

    secret: SecretStr | None = None
    signing_key_file: Path | None = None
    access_token_minutes: int = Field(default=15, ge=1, le=60)
    refresh_token_days: int = Field(default=30, ge=1, le=365)
    refresh_retry_seconds: int = Field(default=30, ge=0, le=300)
    oidc_issuers: list[OidcIssuer] = []
    standing_seconds: int = Field(default=15, ge=0, le=60)

    rate_per_minute: int = Field(default=600, ge=1)
    sign_in_rate_per_minute: int = Field(default=10, ge=1)
    upload_rate_per_minute: int = Field(default=20, ge=1)
    stream_rate_per_minute: int = Field(default=60, ge=1)
    streams: int = Field(default=3000, ge=1)
    streams_per_person: int = Field(default=12, ge=1)
    portal_rate_per_minute: int = Field(default=20, ge=1)
    portal_place_rate_per_minute: int = Field(default=30, ge=1)
    trusted_proxies: list[Annotated[str, AfterValidator(_ip_address)]] = []
    outbound_allow: list[IPv4Network | IPv6Network] = []
    max_body_bytes: int = Field(default=10 * 1024 * 1024, ge=1024)
    sync_page_records: int = Field(default=5_000, ge=1)
    max_import_bytes: int = Field(default=1024 * 1024 * 1024, ge=1024)

    files_url: Annotated[str, AfterValidator(_web_address)] | None = None
    max_file_bytes: int = Field(default=200 * 1024 * 1024, ge=1024)
    household_max_file_bytes: int = Field(default=50 * 1024 * 1024, ge=1024)
    file_quota_bytes: int = Field(default=100 * 1024**3, ge=1024)
    household_file_quota_bytes: int = Field(default=5 * 1024**3, ge=1024)
    max_picture_pixels: int = Field(default=100_000_000, ge=1_000_000)
    clamd_address: Annotated[str, AfterValidator(_host_and_port)] | None = None
    s3_bucket: str | None = None
    s3_endpoint: Annotated[str, AfterValidator(_web_address)] | None = None
    s3_region: str = "us-east-1"
    s3_key: str | None = None
    s3_secret: SecretStr | None = None
    s3_path_style: bool = True
    s3_direct_uploads: bool = True
    s3_direct_downloads: bool = False

    smtp_url: Annotated[str, AfterValidator(_smtp_address)] | None = None
    mail_from: str = "Fettle <no-reply@localhost>"
    vapid_key_file: Path | None = None
    expo_push_url: Annotated[str, AfterValidator(_web_address)] = "https://exp.host/--/api/v2/push"
    expo_access_token: SecretStr | None = None
    ios_apps: list[Annotated[str, Field(pattern=r"^[A-Z0-9]{10}\.[A-Za-z0-9.-]+$")]] = []
    android_apps: list[AndroidApp] = []

    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["json", "console"] = "json"
    sentry_dsn: SecretStr | None = None
    otlp_endpoint: HttpUrl | None = None
    environment: str = "self-hosted"

    @property
    def base_url(self) -> str:
        """Where people reach this installation, without a trailing slash."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def web_folder(self) -> Path | None:
        """Where the built web app lies, or will lie: as set, in a checkout, or in the package; None has none."""
        return self.web_dir or _built("web", "static")

    @property
    def field_folder(self) -> Path | None:
        """Where the built field app lies, or will lie, likewise."""
        return self.field_dir or _built("field", "static-field")

    @property
    def has_screens(self) -> bool:
        """Whether the web app has been built."""
        return self.web_folder is not None and (self.web_folder / "index.html").is_file()

    @property
    def has_field(self) -> bool:
        """Whether the field app has been built."""
        return self.field_folder is not None and (self.field_folder / "index.html").is_file()

    @cached_property
    def secret_bytes(self) -> bytes:
        """The installation's secret; made once and kept in the data directory when not given."""
        if self.secret is not None:
            return self.secret.get_secret_value().encode()
        return kept(self.data_dir / "secret", lambda: secrets.token_bytes(32))

    @property
    def vapid_key_path(self) -> Path:
        """The file of the ES256 key that signs push messages to browsers."""
        return self.vapid_key_file or self.data_dir / "vapid-key.pem"

    @property
    def signing_key_path(self) -> Path:
        """The file of the ES256 key that signs access tokens."""
        return self.signing_key_file or self.data_dir / "signing-key.pem"


def kept(path: Path, make: Callable[[], bytes]) -> bytes:
    """The bytes in `path`, made and written there (readable by the owner only) the first time, by whoever is first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        draft = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(make())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_bytes()


def _built(name: str, packed: str) -> Path | None:
    """The folder of a built web app: `name` in a checkout, `packed` in the package."""
    package = Path(__file__).parent
    source, static = package.parents[2] / name, package / packed
    return source / "dist" if (source / "package.json").exists() else static if static.is_dir() else None
