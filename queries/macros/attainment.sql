-- How much of a target is reached, in percent, as in the offices' yearly reports: 100
-- where it is; for what is to fall, further below is more, and from twice the target on
-- it is 0. Null where neither side is better.
create macro attainment(direction, value, target) as (
    case
        when direction = 'up' then 100 * value / nullif(target, 0)
        when direction = 'down' and value > 2 * nullif(target, 0) then 0
        when direction = 'down' then 100 * (2 * target - value) / nullif(target, 0)
    end
)
