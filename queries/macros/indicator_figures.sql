-- Every indicator of every region of a level in an area, as of a month, with its parts
-- and how firmly it is reported. Reports not overdue by today or the as-of month's last
-- day, whichever is later, are not missing.
-- grain: one row per indicator and region, reported or not; forecast is what the year
-- would bring if it went on as so far, null where nothing is to come, where parts of the
-- region tell of different months, or where the figure is partial
-- area: region code; at_level: province, regency, district, village or nation; as_of:
-- month index
create macro indicator_figures(area, at_level, as_of) as table (
    with

    asked as (
        select region.*
        from marts.regions as region
        inner join marts.regions as whole
            on region.region_id between whole.region_id and whole.last_id
        where whole.code = area and region.level = at_level
    ),

    standing as (
        select part.*
        from marts.indicator_parts as part
        semi join asked using (region_id)
        where part.from_month <= as_of and as_of < part.to_month
    ),

    overdue as (
        select
            pending.indicator,
            pending.region_id,
            sum(pending.numerator) as numerator,
            sum(pending.denominator) as denominator
        from marts.indicator_pending as pending
        semi join asked using (region_id)
        where
            pending.from_month <= as_of
            and as_of < pending.to_month
            and pending.due_on < greatest(
                current_date, last_day(cast(month_text(as_of) || '-01' as date))
            )
        group by all
    ),

    -- the last month that a regency tells of, where several are added up
    latest as (
        select
            part.indicator,
            asked.region_id,
            max(part.period) as period
        from asked
        inner join marts.regions as regency
            on regency.region_id between asked.region_id and asked.last_id
        inner join marts.indicator_parts as part on regency.region_id = part.region_id
        where
            asked.depth < 2
            and regency.depth = 2
            and part.from_month <= as_of
            and as_of < part.to_month
        group by all
    ),

    -- regions of offices with a register in force, of whatever kinds
    senders as (
        select distinct asked.region_id
        from asked
        inner join marts.collected_kinds as office
            on asked.region_id between office.office_id and office.last_id
        where
            office.dataset = 'pillars'
            and office.kind is null
            and office.from_month <= as_of
            and as_of < office.to_month
    ),

    figured as (
        select
            indicator.*,
            asked.region_id,
            asked.code as region_code,
            asked.name as region_name,
            asked.depth,
            standing.series,
            coalesce(standing.indicator, overdue.indicator) is not null as is_there,
            if(
                overdue.indicator is null,
                standing.numerator,
                coalesce(standing.numerator, 0) + overdue.numerator
            ) as numerator,
            if(
                overdue.indicator is null,
                standing.denominator,
                coalesce(standing.denominator, 0) + overdue.denominator
            ) as denominator,
            standing.value as own_value,
            standing.beside,
            coalesce(standing.is_complete, true) as is_complete,
            standing.period,
            coalesce(latest.period, standing.period) as last_period,
            sender.region_id is not null as is_sending
        from marts.indicators as indicator
        cross join asked
        left join standing
            on
                indicator.indicator = standing.indicator
                and asked.region_id = standing.region_id
        left join overdue
            on
                indicator.indicator = overdue.indicator
                and asked.region_id = overdue.region_id
        left join latest
            on
                indicator.indicator = latest.indicator
                and asked.region_id = latest.region_id
        left join senders as sender on asked.region_id = sender.region_id
    ),

    known as (
        select
            * exclude (own_value),
            indicator_value(
                unit, minimum_denominator, numerator, denominator, own_value
            ) as value,
            case
                when depth > lowest_depth then 'not_applicable'
                when
                    not is_there
                    or (unit not in ('index', 'days') and numerator is null)
                    or (unit in ('percent', 'per 1000') and denominator is null)
                    then
                        if(
                            kind is not null and numerator is null and is_sending,
                            'not_collected',
                            'not_reported'
                        )
                when not is_complete then 'partial'
                when coalesce(value, numerator) = 0 then 'reported_zero'
                else 'reported'
            end as status
        from figured
    )

    select
        * exclude (is_there, is_complete, is_sending, last_period),
        case
            when
                status = 'reported'
                and forecast <> 'none'
                and period = last_period
                and period % 12 < 11
                and as_of % 12 < 11
                then
                    least(
                        value * 12 / (period % 12 + 1),
                        if(forecast = 'up_to_100', 100, null)
                    )
        end as forecast_value
    from known
)
