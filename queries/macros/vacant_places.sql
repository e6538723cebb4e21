-- Places of PSM that end or have fallen vacant, as registers tell it: those that end
-- within so many months after a month, and those that ended within as many before it
-- and to which nobody has come in that time.
-- grain: one row per village with such places
-- as_of: month index; months: how many months ahead and back
create macro vacant_places(as_of, months) as table (
    with

    counted as (
        select
            region_id,
            count(*) filter (
                where is_active
                and start_month <= as_of
                and end_month > as_of
                and end_month <= as_of + months
            ) as ending,
            count(*) filter (where end_month <= as_of and end_month > as_of - months)
                as ended,
            count(*) filter (
                where is_active
                and start_month <= as_of
                and start_month > as_of - months
                and (end_month is null or end_month > as_of)
            ) as come
        from marts.psm_terms
        where from_month <= as_of and to_month > as_of
        group by region_id
    )

    select
        region_id,
        ending,
        greatest(0, ended - come) as vacated
    from counted
    where ending > 0 or ended > come
)
