-- Claims and releases entries of unique keys, all of one bucket. An entry is a value like a
-- document's whose content is the text of the owner's key.
-- KEYS[i]: an entry; ARGV[1]: how long a tombstone is kept, in milliseconds
-- ARGV[2i]: 'claim' or 'release'; ARGV[2i + 1]: the owner's entry with the deriving version
-- A claim needs a version not lower than the stored one; a release needs that and to be the owner.
-- Answers with pairs of a place (from 0) and the higher version that was found there.
local refused = {}
for i = 1, #KEYS do
  local value = ARGV[2 * i + 1]
  local stored = redis.call('GET', KEYS[i]) or ''
  if stored ~= '' and string.sub(stored, 3, 18) > string.sub(value, 3, 18) then
    refused[#refused + 1] = tostring(i - 1)
    refused[#refused + 1] = string.sub(stored, 3, 18)
  elseif ARGV[2 * i] == 'claim' then
    redis.call('SET', KEYS[i], value)
  elseif string.sub(stored, 19) == string.sub(value, 19) and string.sub(stored, 2, 2) == '0' then
    redis.call('SET', KEYS[i], string.sub(value, 1, 1) .. '1' .. string.sub(value, 3, 18),
      'PX', ARGV[1])
  end
end
return refused
