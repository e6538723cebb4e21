-- What feeds each figure: datasets and settings, and from where. `area`: offices whose
-- area holds the region or lies in it; `anywhere`: every office; `ratio`: offices of
-- the province, as far as its own ratio is the norm.
-- grain: one row per figure and source
with

fed (figures, sources, scope) as (
    values
    (['ppks_persons', 'ppks_families'], ['ppks', 'counted_kinds'], 'area'),
    (['psm_active'], ['pillars', 'pillar_counts'], 'area'),
    (['psm_valid', 'pillar_persons'], ['pillars'], 'area'),
    (['psm_valid'], ['activities', 'participants'], 'anywhere'),
    (['pillar_persons'], ['kind_set'], 'area'),
    (['norm'], ['norm'], 'anywhere'),
    (
        ['norm'],
        ['ppks', 'pillars', 'pillar_counts', 'counted_kinds'],
        'ratio'
    ),
    (
        ['state', 'shortage', 'uncovered_persons'],
        ['ppks', 'pillars', 'pillar_counts', 'counted_kinds'],
        'area'
    )
),

by_figure as (
    select
        unnest(figures) as figure,
        sources,
        scope
    from fed
)

select
    figure,
    unnest(sources) as source,
    scope
from by_figure
