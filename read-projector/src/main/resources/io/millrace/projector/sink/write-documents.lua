-- Writes documents of one read model and one bucket, each unless a higher version is stored.
-- KEYS[1]: the live count of model and bucket; KEYS[i], i > 1: a document
-- ARGV[1]: how long a tombstone is kept, in milliseconds; ARGV[i]: the value for KEYS[i]
-- A value begins with format, flags (bit 0: tombstone) and 16 digits of version (StoredValue).
-- Versions are compared as texts: Lua's numbers end at 2^53.
-- Answers with pairs of a place (from 0) and the higher version that was found there.
local function live(value)
  return value ~= '' and tonumber(string.sub(value, 2, 2), 16) % 2 == 0
end
local function version(value)
  return string.sub(value, 3, 18)
end
local refused = {}
local born = 0
for i = 2, #KEYS do
  local stored = redis.call('GETRANGE', KEYS[i], 0, 17)
  if stored ~= '' and version(stored) > version(ARGV[i]) then
    refused[#refused + 1] = tostring(i - 2)
    refused[#refused + 1] = version(stored)
  else
    if live(ARGV[i]) then
      redis.call('SET', KEYS[i], ARGV[i])
      if not live(stored) then born = born + 1 end
    else
      redis.call('SET', KEYS[i], ARGV[i], 'PX', ARGV[1])
      if live(stored) then born = born - 1 end
    end
  end
end
if born ~= 0 then redis.call('INCRBY', KEYS[1], born) end
return refused
