"""The records of a CSV file: the lines that belong together, by RFC 4180."""

import duckdb

_INSIDE = '([^"]|"")*'
_FIELD = rf'("{_INSIDE}"|[^",\r]*)'
_WHOLE = rf"{_FIELD}(,{_FIELD})*\r?"
_OPENS = rf'({_FIELD},)*"{_INSIDE}'
_CLOSES = rf'{_INSIDE}"(,{_FIELD})*\r?'
_REMAINS = rf'{_INSIDE}("(,{_FIELD})*,"{_INSIDE})?'

# The values of a sound record. A comma before the first makes all of them alike.
_TEXT = "case when ends_with(text, '\r') then left(text, -1) else text end"
_QUOTED = f"""regexp_extract_all(',' || {_TEXT}, ',("{_INSIDE}"|[^",]*)', 1)"""
FIELDS = f"""
    case
        when not contains(text, '"') then string_split({_TEXT}, ',')
        else list_transform(
            {_QUOTED},
            lambda value: case
                when starts_with(value, '"')
                    then replace(value[2:length(value) - 1], '""', '"')
                else value
            end
        )
    end
"""


def assemble(connection: duckdb.DuckDBPyConnection) -> bool:
    """Create `records` of (first, count_lines, text, is_sound) from `lines`.

    `first` is the number of the record's first line. Return whether a record may have
    more lines than one.
    """
    is_folded = connection.execute(
        "select count(*) > 0 from lines"
        f" where contains(line, '\"') and regexp_full_match(line, '{_OPENS}')"
    ).fetchall() == [(True,)]
    connection.execute(
        "create or replace temp table records as " + (_FOLDED if is_folded else _FLAT)
    )
    return is_folded


_FLAT = f"""
    select
        n as first,
        1 as count_lines,
        line as text,
        regexp_full_match(line, '{_WHOLE}') as is_sound
    from lines
"""
# A line ends within quotes or not, depending on where it begins: it is a function from
# two states to two. Those that always lead to one state settle it; after the last such
# line, only the number of lines that swap the states counts.
_FOLDED = f"""
    with steps as (
        select
            n,
            line,
            regexp_full_match(line, '{_OPENS}') as from_outside,
            regexp_full_match(line, '{_REMAINS}') as from_inside
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
                    then from_inside or regexp_full_match(line, '{_CLOSES}')
                else from_outside or regexp_full_match(line, '{_WHOLE}')
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
