"""The home folder of one programme: where everything the pipeline writes lives."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Home:
    """The layout of a home; every other module asks it, or a `Build`, for paths."""

    root: Path

    @property
    def binding(self) -> Path:
        """The file that binds the home to its programme and landing."""
        return self.root / "home.json"

    @property
    def lock(self) -> Path:
        """The file that whoever works in the home holds a lock of."""
        return self.root / "lock"

    @property
    def staging(self) -> Path:
        """Landing days that were read and not yet promoted."""
        return self.root / "staging"

    @property
    def scratch(self) -> Path:
        """What does not fit into memory, unless the settings name another folder."""
        return self.root / "scratch"

    @property
    def lake(self) -> Path:
        """Accepted rows, typed; with the rules, all that dbt reads."""
        return self.root / "lake"

    @property
    def quarantine(self) -> Path:
        """Rejected rows with their original values, for their owners' eyes only."""
        return self.root / "quarantine"

    @property
    def held_days(self) -> Path:
        """Landing days that a check holds, until they land again or are released."""
        return self.root / "stopped"

    @property
    def sources(self) -> Path:
        """How far each feed has been pulled from a database."""
        return self.root / "sources"

    @property
    def unjudged(self) -> Path:
        """The days in the lake whose waiting facts no run has judged, by feed."""
        return self.root / "unjudged"

    @property
    def keys(self) -> Path:
        """The integer keys of members, the same from build to build."""
        return self.root / "keys"

    @property
    def past_days(self) -> Path:
        """The builds of days before the published one, a folder each."""
        return self.root / "asof"

    @property
    def dagster(self) -> Path:
        """Dagster's run storage and its generated settings."""
        return self.root / "dagster"

    @property
    def quality_page(self) -> Path:
        """The quality page as of the last run, of held days too."""
        return self.root / "quality.html"

    @property
    def logs(self) -> Path:
        """What each of the last runs said, in full."""
        return self.root / "logs"

    @property
    def log(self) -> Path:
        """The link to what the last run said."""
        return self.root / "last-run.log"
