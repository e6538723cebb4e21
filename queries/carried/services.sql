-- SLRT and its operators.
-- grain: as marts.services
select * from marts.services
