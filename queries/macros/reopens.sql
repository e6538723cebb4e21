-- Whether a finding is open again: said to be mended, and still found in data that were
-- published later.
-- grain: one value; state is null where nobody noted anything
create macro reopens(state, is_of_earlier_snapshot, is_lasting) as
coalesce(state, 'open') = 'mended' and is_of_earlier_snapshot and is_lasting
