-- Where findings of an area stand in the files that were sent, as of a month.
-- grain: one row per finding; places is a list of file, sheet and rows (12–45, 50)
-- area: region code; as_of: month index
create macro finding_places(area, as_of) as table (
    with

    found as (
        select distinct finding.finding_id
        from results.findings as finding
        inner join reference.regions as whole
            on finding.region_id between whole.region_id and whole.last_id
        where whole.code = area
    ),

    numbered as (
        select
            *,
            row - row_number() over (
                partition by finding_id, submission_id, sheet order by row
            ) as island
        from (
            select distinct
                finding_id,
                submission_id,
                sheet,
                row
            from results.finding_rows
            semi join found using (finding_id)
            where from_month <= as_of and as_of < to_month
        ) as standing
    ),

    ranges as (
        select
            finding_id,
            submission_id,
            sheet,
            min(row) as first_row,
            max(row) as last_row
        from numbered
        group by finding_id, submission_id, sheet, island
    ),

    sheets as (
        select
            ranges.finding_id,
            submission.sent_file as file,
            ranges.sheet,
            string_agg(
                concat_ws('–', first_row, nullif(last_row, first_row)), ', '
                order by first_row
            ) as rows
        from ranges
        inner join marts.submissions as submission using (submission_id)
        group by ranges.finding_id, ranges.submission_id, file, ranges.sheet
    )

    select
        finding_id,
        list({ 'file': file, 'sheet': sheet, 'rows': rows } order by file, sheet)
            as places
    from sheets
    group by finding_id
)
