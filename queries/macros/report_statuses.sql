-- What offices of an area were to send and what they sent: on time, late or missing.
-- Nothing is missing before its due date has passed, by today or by the as-of month's
-- last day, whichever is later.
-- grain: one row per office, dataset and period expected, and per period sent beside
-- those (is_expected false); month is the period's last
-- area: region code; as_of: month index
create macro report_statuses(area, as_of) as table (
    with

    offices as (
        select expectation.*
        from marts.expectations as expectation
        inner join marts.regions as whole
            on expectation.office_id between whole.region_id and whole.last_id
        where whole.code = area
    ),

    expected as (
        select
            *,
            unnest(generate_series(first_month, as_of, every_months)) as month
        from offices
        where is_collected
    ),

    -- a report tells of the expected month that it is nearer to, from the middle of the
    -- interval on; the latest of several answers it
    sent as (
        select
            office.office_id,
            office.dataset,
            office.every_months,
            office.due_days,
            submission.period_first,
            submission.period_last,
            submission.first_received_on as received_on,
            (submission.period_last + office.every_months)
            // office.every_months * office.every_months - 1 as expected_month,
            office.is_collected
            and submission.period_last >= office.first_month - office.every_months + 1
            and expected_month <= as_of
            and 2 * (expected_month - submission.period_last) < office.every_months
            and row_number() over (
                partition by office.office_id, office.dataset, expected_month
                order by submission.period_last desc, submission.submission_id desc
            ) = 1 as is_answer
        from offices as office
        inner join marts.submissions as submission using (office_id, dataset)
        where submission.period_last <= as_of
    ),

    matched as (
        select
            expected.office_id,
            expected.dataset,
            expected.month,
            expected.every_months,
            expected.due_days,
            sent.* exclude (office_id, dataset, every_months, due_days),
            true as is_expected
        from expected
        left join sent
            on
                expected.office_id = sent.office_id
                and expected.dataset = sent.dataset
                and expected.month = sent.expected_month
                and sent.is_answer
        union all by name
        select
            *,
            period_last as month,
            false as is_expected
        from sent
        where not is_answer
    ),

    dated as (
        select
            *,
            cast(
                last_day(make_date(
                    cast(month // 12 as bigint), cast(month % 12 + 1 as bigint), 1
                )) + to_days(due_days) as date
            ) as due_on,
            last_day(make_date(
                cast(as_of // 12 as bigint), cast(as_of % 12 + 1 as bigint), 1
            )) as as_of_day
        from matched
    )

    select
        office_id,
        dataset,
        month,
        is_expected,
        coalesce(
            period_text(period_first, period_last),
            if(every_months = 12, month_text(month)[1:4], month_text(month))
        ) as period,
        case
            when received_on is null then 'missing'
            when received_on <= due_on then 'on_time'
            else 'late'
        end as status,
        received_on,
        due_on
    from dated
    where received_on is not null or due_on < greatest(current_date, as_of_day)
)
