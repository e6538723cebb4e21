-- Which groups of problems weigh most, and how have they changed?
-- grain: one row per group of problems and unit; compared and before are sums over the
-- kinds and regions reported whole in both months
-- $region (region): the region asked about
-- $as_of (month): the month the figures stand at
-- $base (month, optional): the month compared with
with

now as (
    select * from marts.needs
    where region_id = $region_id and from_month <= $as_of and $as_of < to_month
),

matched as (
    select
        kind.problem_group,
        pair.unit,
        sum(pair.count) as compared,
        sum(pair.before) as before
    from
        matched_needs(
            $region, $region_id, $region_last_id, $base, $as_of, $as_of
        ) as pair
    inner join reference.ppks_kinds as kind using (kind)
    where kind.is_counted
    group by all
)

select
    kind.problem_group,
    now.unit,
    cast(sum(now.count) as bigint) as count,
    sum(now.count) / sum(sum(now.count)) over (partition by now.unit) as share,
    count(*) as kinds,
    count(*) filter (where not now.is_complete) as kinds_partial,
    cast(any_value(matched.compared) as bigint) as compared,
    cast(any_value(matched.before) as bigint) as before,
    cast(any_value(matched.compared) - any_value(matched.before) as bigint) as change
from now
inner join reference.ppks_kinds as kind using (kind)
left join matched
    on kind.problem_group = matched.problem_group and now.unit = matched.unit
where kind.is_counted
group by kind.problem_group, now.unit
order by count desc, problem_group asc, now.unit asc
