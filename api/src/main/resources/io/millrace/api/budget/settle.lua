-- Replaces the amount of a charge, once; does nothing where the charge is unknown or settled.
-- KEYS: the bucket, the charge. ARGV: actual amount, capacity, leak in a second.
-- Gives whether it was settled now, and what still fits; less than nothing where it did cost more.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local actual, capacity, leak = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local state = redis.call('HMGET', KEYS[1], 'level', 'at')
local level = tonumber(state[1] or '0')
level = math.max(0, level - math.max(0, now - tonumber(state[2] or now)) * leak / 1000)
local charged = redis.call('GET', KEYS[2])
if charged then
  redis.call('DEL', KEYS[2])
  level = math.max(0, level + actual - tonumber(charged))
  redis.call('HSET', KEYS[1], 'level', string.format('%.6f', level), 'at', string.format('%.0f', now))
  redis.call('PEXPIRE', KEYS[1], string.format('%.0f', math.ceil(level / leak * 1000) + 1))
end
return {charged and 1 or 0, string.format('%.6f', capacity - level)}
