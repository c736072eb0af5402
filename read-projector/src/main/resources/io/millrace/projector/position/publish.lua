-- Appends entries to the channel if its last entry is the one that the publisher knows.
-- KEYS[1]: the stream; KEYS[2]: the highest generation that has published
-- ARGV[1]: the publisher's generation; ARGV[2]: the id of the last entry it knows, '' for none
-- ARGV[3]: how many entries to keep, about; then for each entry: id, number of fields, fields
-- Answers {'published'}, {'fenced', generation}, or {'moved', last id}.
local fence = tonumber(redis.call('GET', KEYS[2]) or '0')
if fence > tonumber(ARGV[1]) then
  return {'fenced', tostring(fence)}
end
local newest = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)
local last = newest[1] and newest[1][1] or ''
if last ~= ARGV[2] then
  return {'moved', last}
end
redis.call('SET', KEYS[2], ARGV[1])
local at = 4
while at <= #ARGV do
  local fields = 2 * tonumber(ARGV[at + 1])
  redis.call('XADD', KEYS[1], ARGV[at], unpack(ARGV, at + 2, at + 1 + fields))
  at = at + 2 + fields
end
redis.call('XTRIM', KEYS[1], 'MAXLEN', '~', ARGV[3])
return {'published'}
