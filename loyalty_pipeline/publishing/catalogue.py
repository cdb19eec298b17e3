"""The one list of the tables that readers are given."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PublishedTable:
    """A mart that is published under its own name, and the columns of its key.

    Rows are published in the order of the key, after that of the columns in
    `sorted_by`: what belongs to a member lies together.
    """

    name: str
    key: tuple[str, ...]
    sorted_by: tuple[str, ...] = ()

    @property
    def order(self) -> str:
        """The columns that rows are in the order of, as SQL has them."""
        columns = dict.fromkeys((*self.sorted_by, *self.key))
        return ", ".join(f'"{column}"' for column in columns)


_TABLES = (
    PublishedTable("benefit_changes", ("sequence",)),
    PublishedTable("campaign_performance", ("campaign_id",)),
    PublishedTable("held_back", ("feed", "key")),
    PublishedTable("ledger_restatements", ("publication", "entry_id")),
    PublishedTable("member_benefits", ("member_id", "benefit_code")),
    PublishedTable("member_points", ("member_id", "wallet")),
    PublishedTable("member_score_metrics", ("member_id", "metric_code")),
    PublishedTable("member_scores", ("member_id",)),
    PublishedTable("member_tier_history", ("member_id", "valid_from")),
    PublishedTable("member_tiers", ("member_id",)),
    PublishedTable("members", ("member_id",)),
    PublishedTable(
        "points_allocations", ("lot_entry_id", "entry_id"), ("member_id", "wallet")
    ),
    PublishedTable("points_ledger", ("entry_id",), ("member_id", "occurred_at")),
    PublishedTable("quarantine", ("feed", "landed_on", "file", "row_number")),
    PublishedTable("reconciliation", ("check_name",)),
    PublishedTable("rewards", ("reward_code",)),
    PublishedTable("tier_changes", ("sequence",)),
    PublishedTable("tier_distribution", ("tier_code",)),
)
CATALOGUE = {table.name: table for table in _TABLES}
