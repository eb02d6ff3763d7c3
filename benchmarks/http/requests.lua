-- wrk: asks one path, another number in each request where @ stands; posts what is given behind "--"; tells the figures as JSON.
local serial = 0

init = function(args)
  if args[1] then
    wrk.method, wrk.body = "POST", args[1]
    wrk.headers["Content-Type"] = "application/json"
  end
end

request = function()
  serial = serial + 1
  return wrk.format(nil, (wrk.path:gsub("@", tostring(serial))))
end

done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "seconds": %.3f, "p50": %.3f, "p99": %.3f, "failed": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
