-- Records the position that the data set holds, if it is still the data set that the caller knows.
-- KEYS: applied position, incarnation, epoch
-- ARGV: the known incarnation, the known position, the new position, the epoch
-- Answers {'applied'} or {'changed', what is found}.
local incarnation = redis.call('GET', KEYS[2]) or ''
if incarnation ~= ARGV[1] then
  return {'changed', 'incarnation ' .. incarnation}
end
local applied = redis.call('GET', KEYS[1]) or ''
-- The new position may be there already, when the answer to an earlier try was lost.
if applied ~= ARGV[2] and applied ~= ARGV[3] then
  return {'changed', 'position ' .. applied}
end
redis.call('SET', KEYS[1], ARGV[3])
redis.call('SET', KEYS[3], ARGV[4])
return {'applied'}
