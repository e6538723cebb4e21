-- Needs in persons that are reported whole both in a month and a year before: a region
-- as a whole where it is, else the regions below it that are, never one inside another.
-- grain: one row per region, kind, region compared (itself or one below) and months
-- [from_month, to_month)
with recursive

pairs as (
    select
        now.region_id,
        now.kind,
        greatest(now.from_month, before.from_month + 12) as from_month,
        least(now.to_month, before.to_month + 12) as to_month,
        now.count,
        before.count as before
    from marts.needs as now
    inner join marts.needs as before using (region_id, kind, unit)
    inner join reference.ppks_kinds as need using (kind)
    where
        need.is_counted
        and now.unit = 'person'
        and now.is_complete
        and before.is_complete
        and now.from_month < before.to_month + 12
        and before.from_month + 12 < now.to_month
),

-- where each pair ends, and the end of all time for regions above one
ends as (
    select
        region_id,
        kind,
        from_month,
        to_month
    from pairs
    union all
    select distinct
        above.ancestor_id as region_id,
        pairs.kind,
        999999 as from_month,
        999999 as to_month
    from pairs
    inner join reference.region_ancestors as above using (region_id)
),

-- the months in which a region is not compared as a whole
gaps as (
    select
        region_id,
        kind,
        coalesce(
            lag(to_month) over (
                partition by region_id, kind order by from_month, to_month
            ),
            0
        ) as gap_from,
        from_month as gap_to
    from ends
    qualify gap_from < gap_to
),

climbed as (
    select
        *,
        region_id as compared_id
    from pairs
    union all
    select
        gap.region_id,
        part.kind,
        greatest(part.from_month, gap.gap_from) as from_month,
        least(part.to_month, gap.gap_to) as to_month,
        part.count,
        part.before,
        part.compared_id
    from climbed as part
    inner join reference.regions as region using (region_id)
    inner join gaps as gap
        on region.parent_id = gap.region_id and part.kind = gap.kind
    where part.from_month < gap.gap_to and gap.gap_from < part.to_month
)

select * from climbed
