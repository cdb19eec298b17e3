"""The address of the PostgreSQL that BI reads; its password is never shown."""

import re
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from loyalty_pipeline.errors import LoyaltyError

VARIABLE = "LOYALTY_BI_DSN"
_SCHEMES = ("postgresql", "postgres")
_TOLD = {
    "application_name": "loyalty_pipeline",
    "connect_timeout": "10",
    # A network that has gone silent is noticed within a minute, not after hours.
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
}


@dataclass(frozen=True)
class Address:
    """Where the tables go: a server and database, and the schema in it."""

    dsn: str
    schema: str

    def __post_init__(self) -> None:
        if urlsplit(self.dsn).scheme not in _SCHEMES:
            raise LoyaltyError(
                "the address of BI's PostgreSQL is none",
                VARIABLE,
                "write it as postgresql://user:password@host:5432/database",
            )

    def __repr__(self) -> str:
        return f"Address({self.shown})"

    @property
    def told(self) -> str:
        """The address with what this client tells the server of itself."""
        parts = urlsplit(self.dsn)
        query = {**_TOLD, **dict(parse_qsl(parts.query))}
        return urlunsplit(parts._replace(query=urlencode(query, quote_via=quote)))

    @property
    def shown(self) -> str:
        """The address without user, password and options, for people and logs."""
        parts = urlsplit(self.dsn)
        host = dict(parse_qsl(parts.query)).get("host") or parts.netloc.split("@")[-1]
        return f"{host or 'the local server'}{parts.path} schema {self.schema}"

    @property
    def digest(self) -> str:
        """What the place is known by in the home."""
        return sha256(self.shown.encode()).hexdigest()

    def without_secrets(self, text: str) -> str:
        """A message of the driver without the address's user and password."""
        parts = urlsplit(self.dsn)
        secrets = {parts.netloc.split("@")[0]} if "@" in parts.netloc else set()
        secrets |= {secret for secret in (parts.password,) if secret}
        for secret in sorted(secrets, key=len, reverse=True):
            text = text.replace(secret, "***")
        return re.sub(r"postgres(ql)?://\S+", "***", text)
