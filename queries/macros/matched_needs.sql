-- Needs reported whole both in a month and in a base month: a region as a whole where
-- it is, else the regions below it, never one inside another.
-- grain: one row per month, kind and unit; month is each from since on in which a
-- report begins to count, and as_of
-- first_id to last_id: the area; base, since, as_of: month indexes
create macro matched_needs(first_id, last_id, base, since, as_of) as table (
    with

    places as (
        select * from matched_places(first_id, last_id, base, since, as_of)
    ),

    moments as (
        select distinct from_month as month
        from marts.needs
        where
            region_id between first_id and last_id
            and is_complete
            and from_month between since and as_of
        union
        select unnest([since, as_of]) as month
    ),

    -- where something above may be compared as a whole
    nested as (
        select distinct
            place.place_id,
            place.is_part,
            place.kind,
            place.unit
        from (
            select distinct
                places.place_id,
                places.is_part,
                places.kind,
                places.unit,
                unnest([0, region.province_id, region.regency_id, region.district_id])
                    as above_id
            from places
            inner join reference.regions as region
                on places.place_id = region.region_id
        ) as place
        inner join places as whole
            on
                place.above_id = whole.place_id
                and place.kind = whole.kind
                and place.unit = whole.unit
        where not whole.is_part and (place.is_part or place.above_id < place.place_id)
    ),

    marked as (
        select
            places.*,
            nested.kind is not null as is_nested
        from places
        left join nested using (place_id, is_part, kind, unit)
    ),

    -- regions are numbered so that those inside one follow it
    outermost as (
        select
            marked.*,
            moment.month
        from moments as moment
        inner join marked
            on moment.month >= marked.from_month and moment.month < marked.to_month
        inner join reference.regions as region on marked.place_id = region.region_id
        where marked.is_nested or not marked.is_part
        qualify coalesce(
            max(if(marked.is_part, null, region.last_id)) over (
                partition by moment.month, marked.kind, marked.unit
                order by marked.place_id, marked.is_part
                rows between unbounded preceding and 1 preceding
            ) < marked.place_id,
            true
        )
    ),

    apart as (
        select
            kind,
            unit,
            from_month,
            to_month,
            sum(count) as count,
            sum(before) as before
        from marked
        where not is_nested
        group by all
    ),

    matched as (
        select * exclude (place_id, is_part, from_month, to_month, is_nested)
        from outermost
        where is_nested
        union all by name
        select
            apart.* exclude (from_month, to_month),
            moment.month
        from moments as moment
        inner join apart
            on moment.month >= apart.from_month and moment.month < apart.to_month
    )

    select
        month,
        kind,
        unit,
        cast(sum(count) as bigint) as count,
        cast(sum(before) as bigint) as before
    from matched
    group by all
)
