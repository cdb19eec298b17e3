"""What many shops have in place of a pipeline: a snapshot of balances, in pandas.

Points of completed orders less those redeemed: no expiry, no tier, no returns, no
history, and no word of how it came about.
"""

import sys
from pathlib import Path

import pandas as pd


def main(landing: Path, folder: Path) -> None:
    """Write the members' balances of the landing's orders and redemptions."""
    columns = ["member_id", "amount"]
    orders = pd.read_parquet(landing / "orders", columns=columns)
    orders["points"] = orders["amount"].astype("float64") // 1
    earned = orders.groupby("member_id")["points"].sum()
    redemptions = pd.read_parquet(landing / "redemptions")
    spent = redemptions.groupby("member_id")["points"].sum()
    balances = earned.sub(spent, fill_value=0).astype("int64").reset_index()
    folder.mkdir(parents=True)
    balances.to_parquet(folder / "balances.parquet")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
