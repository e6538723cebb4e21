-- How much of a target is reached, in percent, as in the offices' yearly reports: 100
-- where it is; for what is to fall, further below is more. Null where neither side is
-- better.
create macro attainment(direction, value, target) as (
    case direction
        when 'up' then 100 * value / nullif(target, 0)
        when 'down' then 100 * (2 * target - value) / nullif(target, 0)
    end
)
