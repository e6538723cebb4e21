-- Each step of the ladder is part of the one before.
-- grain: one row per region, kind and month that contradicts it
select * from marts.pillars
where
    not (
        roles >= persons
        and persons >= active
        and active >= current
        and current >= trained
        and trained >= valid
        and valid >= with_decree
        and with_decree >= 0
    )
