-- The months in which somebody has attended a bimtek this year, in three years, ever.
-- grain: one row per person, reach and months [from_month, to_month), each month once
with

attended as (
    select
        person_id,
        unnest(['this_year', 'three_years', 'ever']) as reach,
        month as from_month,
        unnest([12 * (month // 12) + 12, month + 36, 999999]) as to_month
    from intermediate.trainings
),

reached as (
    select
        *,
        max(to_month) over (
            partition by person_id, reach
            order by from_month, to_month
            rows between unbounded preceding and 1 preceding
        ) as reached_month
    from attended
),

numbered as (
    select
        *,
        count(*) filter (where reached_month is null or from_month > reached_month)
            over (
                partition by person_id, reach
                order by from_month, to_month
                rows between unbounded preceding and current row
            ) as island
    from reached
)

select
    person_id,
    reach,
    min(from_month) as from_month,
    max(to_month) as to_month
from numbered
group by person_id, reach, island
