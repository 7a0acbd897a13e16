// What runs inside Redis, each whole. KEYS are named in the first line of each.

/** Pages with one of the purged tags, or all, that were begun before are not taken any more. Says whether it was new, and how many purges there were. */
export const purgeScript = `
local marks, done, count = KEYS[1], KEYS[2], KEYS[3]
if not redis.call('SET', done, '1', 'NX', 'PX', 600000) then return {0, tonumber(redis.call('GET', count) or '0')} end
local time = redis.call('TIME')
local stamp = math.max(tonumber(redis.call('HGET', marks, '#') or '0') + 1, time[1] * 1000000 + time[2])
local text = string.format('%.0f', stamp)
if redis.call('HLEN', marks) > 5000 then redis.call('DEL', marks) redis.call('HSET', marks, '*', text) end
redis.call('HSET', marks, '#', text)
for at = 2, #ARGV do redis.call('HSET', marks, ARGV[at], text) end
local number = redis.call('INCR', count)
redis.call('PUBLISH', 'rc:purges', number .. ' ' .. ARGV[1])
return {1, number}
`;

const isCurrent = `
local function isCurrent(marks, stamp, tags)
  if stamp < tonumber(redis.call('HGET', marks, '*') or '0') then return false end
  for tag in string.gmatch(tags, '[^\\n]+') do
    if stamp < tonumber(redis.call('HGET', marks, tag) or '0') then return false end
  end
  return true
end
`;

/**
 * The page, when a current one is there; else the right to ask the app for it, or word that another router does. Numbers of 16 digits go as
 * text: as numbers they would lose their last ones. What comes too late, because Redis stood still, does nothing.
 */
export const claimScript = `
local marks, vary, page, lock = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
${isCurrent}
local time = redis.call('TIME')
if time[1] * 1000 + math.floor(time[2] / 1000) > tonumber(ARGV[4]) then return {'late'} end
local names = redis.call('GET', vary)
if names and names ~= ARGV[1] then return {'vary', names} end
if redis.call('HEXISTS', marks, '#') == 0 then
  local now = string.format('%.0f', time[1] * 1000000 + time[2])
  redis.call('HSET', marks, '#', now, '*', now)
end
local kept = redis.call('HMGET', page, 'stamp', 'tags', 'born')
if kept[1] and tonumber(kept[3]) > tonumber(ARGV[5]) and isCurrent(marks, tonumber(kept[1]), kept[2]) then
  local whole = redis.call('HMGET', page, 'facts', 'body')
  return {'page', kept[3], whole[1], whole[2]}
end
if redis.call('SET', lock, ARGV[2], 'NX', 'PX', ARGV[3]) then return {'lead', redis.call('HGET', marks, '#')} end
return {'wait'}
`;

/** A page that an app has just given, unless it was purged since it was asked for. */
export const keepScript = `
local marks, vary, page, lock = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
${isCurrent}
if redis.call('GET', lock) == ARGV[1] then redis.call('DEL', lock) end
if redis.call('HEXISTS', marks, '#') == 0 or not isCurrent(marks, tonumber(ARGV[2]), ARGV[3]) then return 0 end
redis.call('SET', vary, ARGV[4], 'PX', 86400000)
redis.call('HSET', page, 'stamp', ARGV[2], 'tags', ARGV[3], 'born', ARGV[5], 'facts', ARGV[7], 'body', ARGV[8])
redis.call('PEXPIRE', page, ARGV[6])
return 1
`;

/** Somebody else may ask the app. */
export const releaseScript = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1
`;
