-- What part of a whole is compared, from 0 to 1: all of it where there is nobody.
-- grain: one value, null where nothing is compared
-- part: what is compared of it; whole: all of it, null where that is not known
create macro share_of(part, whole) as
if(part is null, null, if(whole > 0, least(1, part / whole), 1))
