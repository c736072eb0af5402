-- Pours an amount into a leaky bucket where it fits, on Redis' clock.
-- KEYS: the bucket, the charge. ARGV: amount, capacity, leak in a second, milliseconds that the charge is kept.
-- Gives whether the amount is in, and what still fits.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local amount, capacity, leak = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local state = redis.call('HMGET', KEYS[1], 'level', 'at')
local level = tonumber(state[1] or '0')
level = math.max(0, level - math.max(0, now - tonumber(state[2] or now)) * leak / 1000)
-- A client of ours that lost the answer asks again with the same charge.
local admitted = redis.call('EXISTS', KEYS[2]) == 1
if not admitted and level + amount <= capacity then
  admitted = true
  if amount > 0 then
    level = level + amount
    redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[4])
    redis.call('HSET', KEYS[1], 'level', string.format('%.6f', level), 'at', string.format('%.0f', now))
    redis.call('PEXPIRE', KEYS[1], string.format('%.0f', math.ceil(level / leak * 1000) + 1))
  end
end
return {admitted and 1 or 0, string.format('%.6f', capacity - level)}
