-- Which figures are not the same in two snapshots? Reads the answers of coverage and
-- pillar_ladder of both, the latter for PSM and for all kinds in use.
-- grain: one row per region and figure that differs, by a hundredth at least; the state
-- in words, all else in numbers
with

answers as (
    select
        'before' as side,
        coverage.*,
        psm.valid as psm_valid,
        pillars.persons as pillar_persons
    from coverage_before as coverage
    inner join psm_before as psm using (region_code)
    inner join pillars_before as pillars using (region_code)
    union all
    select
        'after' as side,
        coverage.*,
        psm.valid as psm_valid,
        pillars.persons as pillar_persons
    from coverage_after as coverage
    inner join psm_after as psm using (region_code)
    inner join pillars_after as pillars using (region_code)
),

figures as (
    select
        side,
        region_code,
        region_name,
        norm_source,
        state,
        unnest([ -- noqa: AL03
            { 'figure': 'ppks_persons', 'amount': cast(ppks_persons as double) },
            { 'figure': 'ppks_families', 'amount': ppks_families },
            { 'figure': 'psm_active', 'amount': psm_active },
            { 'figure': 'psm_valid', 'amount': psm_valid },
            { 'figure': 'pillar_persons', 'amount': pillar_persons },
            {
                'figure': 'norm',
                'amount': if(coalesce(ppks_persons, psm_active) is null, null, norm)
            },
            { 'figure': 'shortage', 'amount': shortage },
            { 'figure': 'uncovered_persons', 'amount': uncovered_persons },
            { 'figure': 'state', 'amount': null }
        ], recursive := true)
    from answers
)

select
    region_code,
    figure,
    any_value(region_name) as region_name,
    bool_and(norm_source = 'own_ratio') as is_own_ratio,
    max(amount) filter (where side = 'before') as before,
    max(amount) filter (where side = 'after') as after,
    max(state) filter (where side = 'before' and figure = 'state') as state_before,
    max(state) filter (where side = 'after' and figure = 'state') as state_after
from figures
group by region_code, figure
having
    round(before, 2) is distinct from round(after, 2)
    or state_before is distinct from state_after
