-- What a region lacks: the sum over its villages where all are known; else its own
-- against the norm of its villages if that is more, since villages lack no less.
-- grain: one value, null where neither is known
-- unknown: how many villages are unknown, null where there is none at all; summed: over
-- the villages that are known; own: by the region's own figures
create macro reached_by(unknown, summed, own) as
if(unknown = 0, summed, greatest(summed, own))
