import Testing

@testable import UsherWeb

@Suite("Metrics as text")
struct PrometheusTextTests {
    @Test("say what they are, and each sample on a line")
    func format() {
        let text = PrometheusText.write([
            Metric("usher_up", .gauge, "One, with a \\ and a\nline.", 1),
            Metric(
                "usher_attempts_total", .counter, "By \"outcome\".",
                [
                    .init(["provider": "google", "outcome": "sent"], 12),
                    .init(["outcome": "a \"b\" \\ \n c", "provider": "other"], 0.5),
                ]),
            Metric("usher_none", .gauge, "Nothing yet.", []),
            Metric("usher_odd", .gauge, "Numbers.", [.init(["x": "1"], .infinity), .init(["x": "2"], .nan)]),
        ])
        #expect(
            text == #"""
                # HELP usher_up One, with a \\ and a\nline.
                # TYPE usher_up gauge
                usher_up 1
                # HELP usher_attempts_total By "outcome".
                # TYPE usher_attempts_total counter
                usher_attempts_total{outcome="a \"b\" \\ \n c",provider="other"} 0.5
                usher_attempts_total{outcome="sent",provider="google"} 12
                # HELP usher_none Nothing yet.
                # TYPE usher_none gauge
                # HELP usher_odd Numbers.
                # TYPE usher_odd gauge
                usher_odd{x="1"} +Inf
                usher_odd{x="2"} NaN

                """#)
    }
    @Test("end no label at a quote with a combining mark behind it")
    func accentedQuote() {
        let text = PrometheusText.write([Metric("usher_odd", .gauge, "Odd.", [.init(["x": "a\"\u{301}b"], 1)])])
        #expect(text.utf8.count { $0 == 0x5C } == 1)
    }
}
