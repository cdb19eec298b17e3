"""The settings of one run: options first, then the environment, then `.env`."""

import os
from pathlib import Path

from pydantic import SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

HISTORY = "LOYALTY_DAGSTER_POSTGRES_URL"


class Settings(BaseSettings):
    """Where a programme lives and which one it is.

    Each field is read from `LOYALTY_<FIELD>`; paths become absolute.
    """

    model_config = SettingsConfigDict(
        env_prefix="LOYALTY_", env_file=".env", env_ignore_empty=True, extra="ignore"
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

    def export(self) -> None:
        """Write the settings to the environment that Dagster and dbt read."""
        os.environ["LOYALTY_HOME"] = str(self.home)
        os.environ["LOYALTY_LANDING"] = str(self.landing_folder)
        os.environ["LOYALTY_PROGRAMME"] = self.programme
        if self.dagster_postgres_url:
            # Dagster brings psycopg2; without its name SQLAlchemy looks for psycopg.
            address = self.dagster_postgres_url.get_secret_value()
            driver = "postgresql+psycopg2://"
            os.environ[HISTORY] = address.replace("postgresql://", driver, 1)
