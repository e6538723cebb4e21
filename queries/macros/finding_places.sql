-- Where findings of an area stand in the files that were sent, as of a month.
-- grain: one row per finding; places is a list of file, sheet and rows (12–45, 50)
-- low_id to high_id: the area; as_of: month index
create macro finding_places(low_id, high_id, as_of) as table (
    with

    found as (
        select distinct finding_id
        from results.findings
        where
            region_id between low_id and high_id
            and from_month <= as_of
            and as_of < to_month
    ),

    listed as (
        select
            finding_id,
            submission_id,
            sheet,
            list(row order by row) as rows
        from results.finding_rows
        semi join found using (finding_id)
        where from_month <= as_of and as_of < to_month
        group by all
    ),

    -- rows in a row are told by the first and the last of them
    ranges as (
        select
            finding_id,
            submission_id,
            sheet,
            list_zip(
                [one for one, i in rows if i = 1 or rows[i - 1] < one - 1],
                [one for one, i in rows if i = len(rows) or one + 1 < rows[i + 1]]
            ) as ranges
        from listed
    ),

    sheets as (
        select
            ranges.finding_id,
            submission.sent_file as file,
            ranges.sheet,
            array_to_string(
                [
                    concat_ws('–', one[1], nullif(one[2], one[1]))
                    for one in ranges.ranges
                ],
                ', '
            ) as rows
        from ranges
        inner join marts.submissions as submission using (submission_id)
    )

    select
        finding_id,
        list({ 'file': file, 'sheet': sheet, 'rows': rows } order by file, sheet)
            as places
    from sheets
    group by finding_id
)
