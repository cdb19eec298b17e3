"""The settings of one run: options first, then the environment, then `.env`."""

from pathlib import Path
from typing import Any

from pydantic import Field, PositiveInt, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.resources import Resources, bytes_of, of_this_machine

HISTORY = "LOYALTY_DAGSTER_POSTGRES_URL"


class Settings(BaseSettings):
    """Where a programme lives, which one it is, and what of the machine it may use.

    Each field is read from `LOYALTY_<FIELD>`; paths become absolute.
    """

    model_config = SettingsConfigDict(
        env_prefix="LOYALTY_",
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        # LOYALTY_SOURCE_SHOP is the entry `shop` of `source`.
        env_nested_delimiter="_",
        env_nested_max_split=1,
    )

    home: Path = Path("home")
    landing: Path | None = None
    programme: str = "retail"
    memory: str | None = None
    threads: PositiveInt | None = None
    scratch: Path | None = None
    waiting_share: float = Field(0.5, ge=0, le=1)
    alert_url: SecretStr | None = None
    dagster_postgres_url: SecretStr | None = None
    bi_dsn: SecretStr | None = None
    bi_schema: str = Field("loyalty", pattern=r"^[a-z_][a-z0-9_]{0,39}$")
    source: dict[str, SecretStr] = Field(default_factory=dict)

    def __init__(self, **given: Any) -> None:
        try:
            super().__init__(**given)
        except ValidationError as error:
            raise _refused(error) from None

    def __hash__(self) -> int:
        return hash(self.model_dump_json())

    @field_validator("memory")
    @classmethod
    def _a_size(cls, memory: str | None) -> str | None:
        if memory is not None:
            bytes_of(memory)
        return memory

    @field_validator("home", "landing", "scratch")
    @classmethod
    def _absolute(cls, path: Path | None) -> Path | None:
        return path.expanduser().absolute() if path else None

    @property
    def landing_folder(self) -> Path:
        """The landing folder: the one named, or `<home>/landing`."""
        return self.landing or self.home / "landing"

    @property
    def scratch_folder(self) -> Path:
        """What does not fit into memory goes here: as named, or `<home>/scratch`."""
        return self.scratch or self.home / "scratch"

    @property
    def resources(self) -> Resources:
        """What DuckDB may use: as set, or else most of the machine."""
        machine = of_this_machine()
        return Resources(
            bytes_of(self.memory) if self.memory else machine.memory,
            self.threads or machine.threads,
            self.scratch_folder,
        )

    @property
    def environment(self) -> dict[str, str]:
        """The settings as variables, for a child process that reads them anew."""
        return {
            "LOYALTY_HOME": str(self.home),
            "LOYALTY_LANDING": str(self.landing_folder),
            "LOYALTY_PROGRAMME": self.programme,
            "LOYALTY_WAITING_SHARE": str(self.waiting_share),
            **self._resources_environment,
            **self._alert_environment,
            **self._bi_environment,
            **self._source_environment,
            **self.history_environment,
        }

    @property
    def _resources_environment(self) -> dict[str, str]:
        given = {name: getattr(self, name) for name in ("memory", "threads", "scratch")}
        return {f"LOYALTY_{k.upper()}": str(v) for k, v in given.items() if v}

    @property
    def _alert_environment(self) -> dict[str, str]:
        if self.alert_url is None:
            return {}
        return {"LOYALTY_ALERT_URL": self.alert_url.get_secret_value()}

    @property
    def _bi_environment(self) -> dict[str, str]:
        if self.bi_dsn is None:
            return {}
        dsn = self.bi_dsn.get_secret_value()
        return {"LOYALTY_BI_DSN": dsn, "LOYALTY_BI_SCHEMA": self.bi_schema}

    @property
    def _source_environment(self) -> dict[str, str]:
        return {
            f"LOYALTY_SOURCE_{name.upper()}": address.get_secret_value()
            for name, address in self.source.items()
        }

    @property
    def history_environment(self) -> dict[str, str]:
        """The address of the run history in PostgreSQL, where one is set.

        Dagster reads it from the environment, since no file may hold its password.
        """
        if self.dagster_postgres_url is None:
            return {}
        # Dagster brings psycopg2; without its name SQLAlchemy looks for psycopg.
        address = self.dagster_postgres_url.get_secret_value()
        return {HISTORY: address.replace("postgresql://", "postgresql+psycopg2://", 1)}


def _refused(error: ValidationError) -> LoyaltyError:
    first = error.errors()[0]
    name = "_".join(str(part) for part in first["loc"]).upper()
    why = first["msg"].removeprefix("Value error, ")
    return LoyaltyError(
        f"LOYALTY_{name} is {first['input']!r}: {why}",
        "the environment, or .env",
        "mend the setting, or unset it",
    )
