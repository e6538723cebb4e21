-- The default norm of the regions of each province, ready for pages: what villages are
-- held against.
-- grain: one row per province and months [from_month, to_month), from 0 to 999999
-- without a gap; columns as derived.norm_spans
select
    norm.region_id,
    norm.from_month,
    norm.to_month,
    cast(norm.numerator as bigint) as numerator,
    cast(norm.denominator as bigint) as denominator,
    cast(norm.left_out as bigint) as left_out
from derived.norm_spans as norm
inner join reference.regions as region using (region_id)
where region.depth = 1
order by norm.region_id, norm.from_month
