-- Flows that belong to the offices that sent them.
-- grain: as intermediate.flow_spans
select * from intermediate.flow_spans
where dataset in ('services', 'ipsm', 'budget') and region_id > 0
