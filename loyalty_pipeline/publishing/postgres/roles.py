"""Who may read what: a role for BI, and one for a CRM that reads tables."""

from collections.abc import Container, Iterator

from loyalty_pipeline.publishing.postgres.server import Server
from loyalty_pipeline.publishing.postgres.table import quoted

BI, CRM = "loyalty_bi", "loyalty_crm"
_FOR_CRM = (
    "_publication",
    "benefit_changes",
    "member_benefits",
    "member_tiers",
    "tier_changes",
)


def created(there: Container[str] = ()) -> list[str]:
    """The statements that create the roles that are not there yet."""
    return [f"create role {role} nologin" for role in (BI, CRM) if role not in there]


def missing(server: Server) -> list[str]:
    """The same for a server, which knows what is there."""
    found = {name for (name,) in server.ask("select rolname from pg_roles")}
    return created(found)


def may_create(server: Server) -> bool:
    """Whether this session may create roles."""
    ((may,),) = server.ask(
        "select rolsuper or rolcreaterole from pg_roles where rolname = current_user"
    )
    return bool(may)


def granted(schema: str) -> Iterator[str]:
    """The statements that let the roles read what is theirs, and nothing else."""
    name = quoted(schema)
    yield f"revoke all on schema {name} from public"
    yield f"grant usage on schema {name} to {BI}, {CRM}"
    yield f"grant select on all tables in schema {name} to {BI}"
    yield f"alter default privileges in schema {name} grant select on tables to {BI}"
    tables = ", ".join(f"{name}.{quoted(table)}" for table in _FOR_CRM)
    yield f"grant select on {tables} to {CRM}"
