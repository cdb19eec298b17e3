"""The settings of one run: options first, then the environment, then `.env`."""

from pathlib import Path

from pydantic import SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

HISTORY = "LOYALTY_DAGSTER_POSTGRES_URL"


class Settings(BaseSettings):
    """Where a programme lives and which one it is.

    Each field is read from `LOYALTY_<FIELD>`; paths become absolute.
    """

    model_config = SettingsConfigDict(
        env_prefix="LOYALTY_",
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    home: Path = Path("home")
    landing: Path | None = None
    programme: str = "retail"
    alert_url: SecretStr | None = None
    dagster_postgres_url: SecretStr | None = None

    @field_validator("home", "landing")
    @classmethod
    def _absolute(cls, path: Path | None) -> Path | None:
        return path.expanduser().absolute() if path else None

    @property
    def landing_folder(self) -> Path:
        """The landing folder: the one named, or `<home>/landing`."""
        return self.landing or self.home / "landing"

    @property
    def environment(self) -> dict[str, str]:
        """The settings as variables, for a child process that reads them anew."""
        return {
            "LOYALTY_HOME": str(self.home),
            "LOYALTY_LANDING": str(self.landing_folder),
            "LOYALTY_PROGRAMME": self.programme,
            **self._alert_environment,
            **self.history_environment,
        }

    @property
    def _alert_environment(self) -> dict[str, str]:
        if self.alert_url is None:
            return {}
        return {"LOYALTY_ALERT_URL": self.alert_url.get_secret_value()}

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
