-- The same as the macro states at the default norm and kinds, from what publishing made
-- ready: figures and norms.
-- grain: one row per region of the area
-- parameters as those of states; kinds and norm are null
create macro ready_states(
    area, as_of, counted_kinds, given_numerator, given_denominator
) as table (
    with

    ready as (
        select * from results.coverage
        where from_month <= as_of and to_month > as_of
        union all by name
        select * from ready_villages(as_of)
        union all by name
        select * from results.coverage_above
        where from_month <= as_of and to_month > as_of
    )

    select
        region.depth,
        ready.*
    from ready
    inner join reference.regions as region on ready.region_id = region.region_id
    inner join reference.regions as whole
        on region.region_id between whole.region_id and whole.last_id
    where whole.code = area
)
