-- The kinds that the offices bearing on a region count: those at, above and below it.
-- grain: one row per region on which an office bears that sends the dataset
-- of_dataset: dataset; as_of: month index
create macro collecting(of_dataset, as_of) as table (
    with

    offices as (
        select
            office_id,
            list(distinct kind) filter (where kind is not null) as kinds
        from marts.collected_kinds
        where dataset = of_dataset and from_month <= as_of and as_of < to_month
        group by all
    ),

    bearing as (
        select
            below.region_id,
            office.kinds
        from offices as office
        inner join
            marts.region_ancestors as below
            on office.office_id = below.ancestor_id
        union all
        select
            above.ancestor_id as region_id,
            office.kinds
        from offices as office
        inner join marts.region_ancestors as above on office.office_id = above.region_id
    )

    select
        region_id,
        list_distinct(flatten(list(kinds))) as kinds
    from bearing
    group by all
)
