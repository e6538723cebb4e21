-- The same as the macro states at the default norm and kinds, from what publishing made
-- ready: figures and norms.
-- grain: one row per region of the area
-- parameters as those of states; peer_depth, kinds and norm are null
create macro ready_states(
    low_id,
    high_id,
    peer_depth,
    as_of,
    counted_kinds,
    given_numerator,
    given_denominator
) as table (
    with

    ready as (
        select * from results.coverage
        where
            region_id between low_id and high_id
            and from_month <= as_of
            and to_month > as_of
        union all by name
        select * from ready_villages(as_of)
        where region_id between low_id and high_id
        union all by name
        select * from results.coverage_above
        where
            region_id between low_id and high_id
            and from_month <= as_of
            and to_month > as_of
    )

    select
        region.depth,
        ready.*
    from ready
    inner join reference.regions as region on ready.region_id = region.region_id
    where region.region_id between low_id and high_id
)
