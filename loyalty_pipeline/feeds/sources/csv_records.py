"""The records of a CSV file: the lines that belong together, by RFC 4180."""

import re
from dataclasses import dataclass

import duckdb

_INSIDE = '([^"]|"")*'


@dataclass(frozen=True)
class Grammar:
    """RFC 4180 with a delimiter that need not be a comma."""

    delimiter: str = ","

    @property
    def whole(self) -> str:
        """A line that is a record."""
        return rf"{self._field}({self._next}{self._field})*\r?"

    @property
    def opens(self) -> str:
        """A line that begins a record and ends within quotes."""
        return rf'({self._field}{self._next})*"{_INSIDE}'

    @property
    def closes(self) -> str:
        """A line that begins within quotes and ends its record."""
        return rf'{_INSIDE}"({self._next}{self._field})*\r?'

    @property
    def remains(self) -> str:
        """A line that begins and ends within quotes."""
        following = rf'"({self._next}{self._field})*{self._next}"{_INSIDE}'
        return f"{_INSIDE}({following})?"

    @property
    def fields(self) -> str:
        """SQL for the values of a sound record.

        A delimiter before the first makes all of them alike.
        """
        text = "case when ends_with(text, '\r') then left(text, -1) else text end"
        each = rf'{self._next}("{_INSIDE}"|[^"{self.delimiter}]*)'
        quoted = f"regexp_extract_all('{self.delimiter}' || {text}, '{each}', 1)"
        return f"""
            case
                when not contains(text, '"')
                    then string_split({text}, '{self.delimiter}')
                else list_transform(
                    {quoted},
                    lambda value: case
                        when starts_with(value, '"')
                            then replace(value[2:length(value) - 1], '""', '"')
                        else value
                    end
                )
            end
        """

    @property
    def _field(self) -> str:
        return rf'("{_INSIDE}"|[^"{self.delimiter}\r]*)'

    @property
    def _next(self) -> str:
        return re.escape(self.delimiter)


def assemble(connection: duckdb.DuckDBPyConnection, grammar: Grammar) -> bool:
    """Create `records` of (first, count_lines, text, is_sound) from `lines`.

    `first` is the number of the record's first line. Return whether a record may have
    more lines than one.
    """
    is_folded = connection.execute(
        "select count(*) > 0 from lines"
        f" where contains(line, '\"') and regexp_full_match(line, '{grammar.opens}')"
    ).fetchall() == [(True,)]
    records = (_folded if is_folded else _flat)(grammar)
    connection.execute(f"create or replace temp table records as {records}")
    return is_folded


def _flat(grammar: Grammar) -> str:
    return f"""
    select
        n as first,
        1 as count_lines,
        line as text,
        regexp_full_match(line, '{grammar.whole}') as is_sound
    from lines
    """


def _folded(grammar: Grammar) -> str:
    """The lines of each record together.

    A line ends within quotes or not, depending on where it begins: it is a function
    from two states to two. Those that always lead to one state settle it; after the
    last such line, only the number of lines that swap the states counts.
    """
    return f"""
    with steps as (
        select
            n,
            line,
            regexp_full_match(line, '{grammar.opens}') as from_outside,
            regexp_full_match(line, '{grammar.remains}') as from_inside
        from lines
    ),
    swaps as (
        select
            *,
            count(*) filter (where from_outside and not from_inside)
                over (order by n) as swaps
        from steps
    ),
    ends as (
        select
            *,
            (
                swaps
                + coalesce(
                    last_value(
                        case
                            when from_outside = from_inside
                                then swaps + cast(from_inside as integer)
                        end
                        ignore nulls
                    ) over (order by n),
                    0
                )
            ) % 2 = 1 as ends_inside
        from swaps
    ),
    begins as (
        select *, lag(ends_inside, 1, false) over (order by n) as begins_inside
        from ends
    ),
    fits as (
        select
            *,
            count(*) filter (where not begins_inside) over (order by n) as record,
            case
                when begins_inside
                    then from_inside or regexp_full_match(line, '{grammar.closes}')
                else from_outside or regexp_full_match(line, '{grammar.whole}')
            end as is_fit
        from begins
    )
    select
        min(n) as first,
        count(*) as count_lines,
        string_agg(line, chr(10) order by n) as text,
        bool_and(is_fit) and not arg_max(ends_inside, n) as is_sound
    from fits
    group by record
    """
