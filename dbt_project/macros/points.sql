{#
    The points of X * (multiplier - 1), exact until the one floor: units of 10^-8 points
    times basis points count 10^12 to one.
#}
{% macro surplus_points(base_units, multiplier_bp) -%}
    cast({{ floor_div(
        base_units ~ ' * (' ~ multiplier_bp ~ ' - 10000)', '1000000000000'
    ) }} as bigint)
{%- endmacro %}
