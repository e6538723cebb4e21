-- How firmly a figure is told.
-- value: the figure; is_complete: whether all of it is; otherwise: what to say where
-- there is no figure
create macro told_status(value, is_complete, otherwise) as
case
    when value is null then otherwise
    when not is_complete then 'partial'
    when value = 0 then 'reported_zero'
    else 'reported'
end
