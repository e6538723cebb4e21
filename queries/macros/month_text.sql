-- A month index as YYYY-MM.
create macro month_text(month) as (
    printf('%04d-%02d', month // 12, month % 12 + 1)
)
