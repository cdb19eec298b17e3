"""The README's query over WooCommerce's table of orders, as that documents it."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import yaml

from tests.feeds.databases.servers import Database, pulling
from tests.test_readme import README


def test_the_readmes_query_pulls_the_orders_of_woocommerce(
    mariadb: Database, tmp_path: Path
) -> None:
    mariadb.execute(
        """create table wp_wc_orders (
            id bigint unsigned not null primary key, status varchar(20),
            currency varchar(10), type varchar(20), tax_amount decimal(26, 8),
            total_amount decimal(26, 8), customer_id bigint unsigned,
            billing_email varchar(320), date_created_gmt datetime,
            date_updated_gmt datetime)""",
        """insert into wp_wc_orders values
            (1, 'wc-completed', 'EUR', 'shop_order', 0, 49.9, 7, 'a@b.example',
                '2025-03-01 10:00:00', '2025-03-01 10:05:00'),
            (2, 'wc-refunded', 'EUR', 'shop_order', 0, 12, 7, 'a@b.example',
                '2025-03-01 11:00:00', '2025-03-02 10:05:00'),
            (3, 'wc-completed', 'EUR', 'shop_order', 0, 12, 0, 'guest@b.example',
                '2025-03-01 11:00:00', '2025-03-01 11:00:00')""",
    )
    declared = next(b for b in README.split("```yaml")[1:] if "connection:" in b)
    orders = yaml.safe_load(declared.split("```")[0])["feeds"]["orders"]
    shop = pulling(mariadb, tmp_path)
    pulled = shop.pull("orders", query=orders["query"], cursor=orders["cursor"])
    assert pulled.reached == "2025-03-02T10:05:00"
    assert shop.landed("orders")[0] == {
        "order_id": 1,
        "member_id": 7,
        "ordered_at": datetime(2025, 3, 1, 10),
        "amount": Decimal("49.90000000"),
        "currency": "EUR",
        "updated_at": datetime(2025, 3, 1, 10, 5),
        "status": "completed",
    }
    assert [row["status"] for row in shop.landed("orders")] == [
        "completed",
        "cancelled",
    ]
