-- A period as 2024, 2024-S1, 2024-Q2, 2024-06 or 2024-02/2024-03.
create macro period_text(first_month, last_month) as (
    case
        when first_month = last_month then month_text(last_month)
        when last_month - first_month = 11 and first_month % 12 = 0
            then printf('%04d', first_month // 12)
        when last_month - first_month = 5 and first_month % 6 = 0
            then printf('%04d-S%d', first_month // 12, first_month % 12 // 6 + 1)
        when last_month - first_month = 2 and first_month % 3 = 0
            then printf('%04d-Q%d', first_month // 12, first_month % 12 // 3 + 1)
        else month_text(first_month) || '/' || month_text(last_month)
    end
)
