-- Coverage of the nation at the default norm and kinds: its own figures, and what its
-- provinces add up to.
-- grain: one row per months [from_month, to_month), from 0 to 999999 without a gap;
-- columns as coverage_reach
select
    own.region_id,
    own.depth,
    greatest(own.from_month, nation.from_month) as from_month,
    least(own.to_month, nation.to_month) as to_month,
    own.ppks_persons,
    own.ppks_families,
    own.ppks_is_complete,
    own.ppks_period,
    own.psm_active,
    own.psm_is_complete,
    own.psm_period,
    own.state,
    own.norm_numerator,
    own.norm_denominator,
    own.norm_left_out,
    nation.* exclude (from_month, to_month)
from derived.coverage_states as own
inner join derived.nation_reach as nation
    on own.from_month < nation.to_month and own.to_month > nation.from_month
where own.depth = 0
