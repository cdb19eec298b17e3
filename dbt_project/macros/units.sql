{# The units that numbers are kept in: everything is a whole number of something small. #}

{# One, or the whole of something, in basis points. #}
{% macro whole_bp() -%} {{ return(10000) }} {%- endmacro %}

{# A score, or a metric at its target, is full at 100.00: in hundredths. #}
{% macro full_hundredths() -%} {{ return(10000) }} {%- endmacro %}

{# What a natural unit counts in hundredths. #}
{% macro hundredths_a_unit() -%} {{ return(100) }} {%- endmacro %}

{# Base units are an order's cents times millionths of points a currency unit. #}
{% macro base_units_a_point() -%} {{ return(100000000) }} {%- endmacro %}

{# So many basis points of a number that is wide enough for the product. #}
{% macro share_of(number, bp) -%}
    {{ floor_div(number ~ ' * ' ~ bp, whole_bp()) }}
{%- endmacro %}

{# Base units as points, less what is over a whole one. #}
{% macro whole_points(base_units) -%}
    {{ floor_div(base_units, base_units_a_point()) }}
{%- endmacro %}

{# The points of X * (multiplier - 1), exact until the one floor. #}
{% macro surplus_points(base_units, multiplier_bp) -%}
    cast({{ floor_div(
        base_units ~ ' * (' ~ multiplier_bp ~ ' - ' ~ whole_bp() ~ ')',
        base_units_a_point() * whole_bp()
    ) }} as bigint)
{%- endmacro %}
