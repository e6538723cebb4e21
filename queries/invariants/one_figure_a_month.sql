-- A region has one figure of a kind at a time.
-- grain: one row per figure that another overlaps
with

spans as (
    select
        region_id,
        kind || ' ' || unit as kind,
        from_month,
        to_month
    from marts.needs
    union all
    select
        region_id,
        kind,
        from_month,
        to_month
    from marts.pillar_figures
    union all
    select
        region_id,
        concat_ws(' ', source, measure, decile) as kind,
        from_month,
        to_month
    from marts.national_list
)

select * from spans
qualify
    from_month >= to_month
    or from_month < lag(to_month) over (
        partition by region_id, kind order by from_month
    )
