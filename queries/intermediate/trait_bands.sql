-- Each trait of a PSM with the months in which it is so.
-- grain: one row per person, trait (sex, education, age, training, decree) and
-- category, months [from_month, to_month); category null where nobody says
with

banded as (
    select
        person_id,
        unnest([ -- noqa: AL03
            { 'trait': 'sex', 'category': sex, 'from_month': 0, 'to_month': 999999 },
            {
                'trait': 'education',
                'category': education,
                'from_month': 0,
                'to_month': 999999
            },
            {
                'trait': 'decree',
                'category': if(has_decree, 'with_decree', 'without_decree'),
                'from_month': 0,
                'to_month': 999999
            },
            {
                'trait': 'training',
                'category': if(is_identified, 'neither', 'unidentified'),
                'from_month': 0,
                'to_month': least(certified_month, attended_month)
            },
            {
                'trait': 'training',
                'category': if(
                    is_identified, 'certificate', 'certificate_unidentified'
                ),
                'from_month': certified_month,
                'to_month': attended_month
            },
            {
                'trait': 'training',
                'category': 'bimtek',
                'from_month': attended_month,
                'to_month': certified_month
            },
            {
                'trait': 'training',
                'category': 'both',
                'from_month': greatest(certified_month, attended_month),
                'to_month': 999999
            }
        ], recursive := true)
    from intermediate.person_traits
    union all by name
    select
        person_id,
        'age' as trait,
        unnest(['under_18', '18_29', '30_44', '45_59', '60_over']) as category,
        12 * (birth_year + unnest([0, 18, 30, 45, 60])) as from_month,
        12 * (birth_year + unnest([18, 30, 45, 60, 200])) as to_month
    from intermediate.person_traits
    where birth_year is not null
    union all by name
    select
        person_id,
        'age' as trait,
        cast(null as text) as category,
        0 as from_month,
        999999 as to_month
    from intermediate.person_traits
    where birth_year is null
)

select * from banded
where from_month < to_month
