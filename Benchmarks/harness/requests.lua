-- wrk's side of Benchmarks/harness/web.py: each request another one of a file's lines, at a rate or as fast as they are answered.
-- Arguments: the kind (click, unsubscribe, event), the file of tokens or bodies, the rate in a second (0: none), and for events the
-- file of secrets. One thread only: what is left of the lines is counted here.
local ffi = require("ffi")
ffi.cdef("typedef struct { long s; long ns; } usher_time; int clock_gettime(int, usher_time *);")
local time = ffi.new("usher_time")

local function now()
  ffi.C.clock_gettime(1, time)
  return tonumber(time.s) * 1000 + tonumber(time.ns) / 1e6
end

local function lines(path)
  local found = {}
  for line in io.lines(path) do found[#found + 1] = line end
  return found
end

local kind, things, secrets
local asked = 0

-- Keeps a timetable: each request takes its next place, whichever connection is free for it. Behind it by more than a second, it is
-- begun anew.
local function keep(rate)
  local slot
  return function()
    local moment = now()
    slot = math.max((slot or moment) + 1000 / rate, moment - 1000)
    return math.max(0, math.floor(slot - moment + 0.5))
  end
end

function init(arguments)
  kind, things = arguments[1], lines(arguments[2])
  local rate = tonumber(arguments[3])
  if rate > 0 then delay = keep(rate) end
  if arguments[4] then secrets = lines(arguments[4]) end
end

function request()
  local thing = things[asked % #things + 1]
  asked = asked + 1
  if kind == "click" then
    return wrk.format("GET", "/mail/l/" .. thing)
  elseif kind == "unsubscribe" then
    return wrk.format("POST", "/mail/u/" .. thing, { ["Content-Type"] = "application/x-www-form-urlencoded" },
      "List-Unsubscribe=One-Click")
  end
  return wrk.format("POST", "/mail/v1/events", {
    ["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. secrets[asked % #secrets + 1],
  }, thing)
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    "\nfigures: requests=%d seconds=%.3f p50=%.3f p99=%.3f most=%.3f refused=%d broken=%d\n", summary.requests,
    summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
