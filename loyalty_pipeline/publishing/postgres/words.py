"""What a person is told of tables that were brought to PostgreSQL."""

from loyalty_pipeline.publishing.postgres.sync import Synced


def told(synced: Synced) -> list[str]:
    """One line of what was written, and the SQL that somebody else must run."""
    written = synced.written.values()
    counts = {
        "inserted": sum(each.inserted for each in written),
        "updated": sum(each.updated for each in written),
        "deleted": sum(each.deleted for each in written),
    }
    said = ", ".join(f"{count:,} {what}" for what, count in counts.items())
    lines = [f"bi       PostgreSQL shows {synced.run}: rows {said}"]
    if synced.to_run:
        lines.append(
            "warning  this user may not create roles; let one who may run: "
            + "; ".join(synced.to_run)
        )
    return lines
