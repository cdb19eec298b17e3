"""A member's rows of the tables of scores."""

from datetime import date

from tests.oracle.rules.versions import Version
from tests.oracle.scores.daily_scores import DayScore
from tests.oracle.tables.tier_rows import MemberScoreMetricsRow, MemberScoresRow


def score_row(member_id: str, now: DayScore) -> MemberScoresRow:
    """Return the score of a day."""
    return MemberScoresRow(member_id, date.fromordinal(now.day), now.score)


def metric_rows(
    member_id: str, version: Version, now: DayScore
) -> list[MemberScoreMetricsRow]:
    """Return one row for each metric, each floored on its own."""
    rows = []
    for metric in version.metrics:
        normalised = metric.normalised(now.raws[metric.code])
        rows.append(
            MemberScoreMetricsRow(
                member_id=member_id,
                metric_code=metric.code,
                as_of=date.fromordinal(now.day),
                raw=now.raws[metric.code],
                target_raw=metric.target_raw,
                normalised_hundredths=normalised,
                weight_bp=metric.weight_bp,
                contribution_hundredths=metric.weight_bp * normalised // 10000,
            )
        )
    return rows
