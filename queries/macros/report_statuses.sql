-- What offices of an area were to send and what they sent: on time, late or missing.
-- Nothing is missing before its due date has passed, by today or by the as-of month's
-- last day, whichever is later.
-- grain: one row per office, dataset and period expected, and per period sent beside
-- those (is_expected false); month is the period's last
-- low_id to high_id: the offices; as_of: month index
create macro report_statuses(low_id, high_id, as_of) as table (
    with

    area_offices as (
        select region_id as office_id from reference.regions
        where region_id between low_id and high_id and depth < 4
    ),

    expected as (
        select
            *,
            unnest(generate_series(first_month, as_of, every_months)) as month
        from marts.expectations
        semi join area_offices using (office_id)
        where is_collected and office_id between low_id and high_id
    ),

    matched as (
        select
            expected.office_id,
            expected.dataset,
            expected.month,
            expected.due_days,
            if(expected.every_months = 12, 11, 0) as months_before,
            coalesce(sent.period_first, expected.month - months_before) as first_month,
            coalesce(sent.period_last, expected.month) as last_month,
            sent.received_on,
            sent.is_warned,
            true as is_expected
        from expected
        left join marts.received_reports as sent
            on
                expected.office_id = sent.office_id
                and expected.dataset = sent.dataset
                and expected.month = sent.answered_month
        union all by name
        select
            * exclude (period_first, period_last, answered_month),
            period_last as month,
            period_first as first_month,
            period_last as last_month,
            false as is_expected
        from marts.received_reports
        semi join area_offices using (office_id)
        where period_last <= as_of and coalesce(answered_month > as_of, true)
    ),

    dated as (
        select
            *,
            cast(
                last_day(cast(month_text(month) || '-01' as date))
                + to_days(due_days) as date
            ) as due_on,
            last_day(cast(month_text(as_of) || '-01' as date)) as as_of_day
        from matched
    )

    select
        office_id,
        dataset,
        month,
        is_expected,
        period_text(first_month, last_month) as period,
        if(
            received_on is null, 'missing', if(received_on <= due_on, 'on_time', 'late')
        ) as status,
        received_on,
        due_on,
        coalesce(is_warned, false) as is_warned
    from dated
    where received_on is not null or due_on < greatest(current_date, as_of_day)
)
