extension WebMeter {
    package var metric: Metric {
        Metric(
            "usher_http_requests_total", .counter, "Requests to the public address by route and status.",
            requests.map { key, count in .init(["route": key.route, "status": "\(key.status)"], Double(count)) })
    }
}
