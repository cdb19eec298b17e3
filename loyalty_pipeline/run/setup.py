"""What the settings name, read once: the home, the landing and the rules."""

from dataclasses import dataclass
from pathlib import Path

from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.rules.loading import SHIPPED, load, rule_file
from loyalty_pipeline.rules.model.programme import Programme
from loyalty_pipeline.settings import Settings


@dataclass(frozen=True)
class Setup:
    """A home, the landing it reads, and its programme's rules, valid as a whole."""

    settings: Settings
    home: Home
    landing: Path
    rule_file: Path
    programme: Programme

    @property
    def environment(self) -> dict[str, str]:
        """The setup as variables, for a child process in whatever folder."""
        settings = self.settings
        if self.rule_file == SHIPPED / f"{settings.programme}.yaml":
            return settings.environment
        return {**settings.environment, "LOYALTY_PROGRAMME": str(self.rule_file)}


def read_setup(settings: Settings) -> Setup:
    """Read what the settings name; raises `LoyaltyError` for wrong rules."""
    file = rule_file(settings.programme)
    home = Home(settings.home)
    return Setup(settings, home, settings.landing_folder, file, load(file))
