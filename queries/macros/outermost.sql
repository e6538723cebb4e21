-- Whether something holds of a region and of none of those that it lies in.
-- grain: one value
-- own: whether it does of the region; above: of each of those, null where there is none
create macro outermost(own, above) as own and not list_contains(above, true)
