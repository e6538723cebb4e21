-- Those of the nation's office and of all others.
-- grain: as intermediate.flow_spans
select * from own.flow_spans
union all by name
select * from parts.flow_spans
