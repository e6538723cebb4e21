-- The same as the macro norms_of at the default norm and kinds, from what publishing
-- made ready.
-- grain: one row per province
-- parameters as those of norms_of; kinds and norm are null
create macro ready_norms_of(
    as_of, counted_kinds, given_numerator, given_denominator
) as table (
    select
        region_id as norm_id,
        numerator,
        denominator,
        left_out
    from results.norms
    where from_month <= as_of and to_month > as_of
)
