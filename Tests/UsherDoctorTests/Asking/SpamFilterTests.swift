import Foundation
import Testing
import TestSupport

@testable import UsherDoctor

/// Real child processes: small scripts that are called like spam filters.
@Suite("A spam filter", .timeLimit(.minutes(10)))
struct SpamFilterTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder("spam-filter") }

    private func install(_ name: String, _ script: String) throws {
        try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(fileURLWithPath: folder(name)))
        chmod(folder(name), 0o700)
    }

    private func ask(_ message: String = "Subject: x\r\n\r\nHello\r\n", seconds: Int = 60) -> SpamAnswer {
        SpamFilter(environment: ["PATH": "/nonexistent:\(folder.path)"], seconds: seconds).answer(Array(message.utf8))
    }

    @Test("is asked with the whole message, the first that is installed")
    func asked() throws {
        #expect(ask() == .nobody)
        try install("spamassassin", "echo 'X-Spam-Status: No, score=-0.3 required=5.0 tests=NONE'")
        #expect(ask() == .score(program: "spamassassin", -0.3, limit: 5))
        try install("spamc", "[ \"$1\" = -c ] && [ $(/usr/bin/wc -c) = 300000 ] && echo 7.2/5.0; exit 1")
        #expect(ask(String(repeating: "x", count: 300_000)) == .score(program: "spamc", 7.2, limit: 5))
        try install("rspamc", "/bin/cat >/dev/null; printf 'Action: no action\\nScore: 1.20 / 15.00\\n'")
        #expect(ask() == .score(program: "rspamc", 1.2, limit: 15))
    }

    @Test("that says nothing, too much, or is not in time, gives no score")
    func trouble() throws {
        let silences = ["echo 0/0", "exit 3", "exec /usr/bin/yes", "exec /bin/sleep 1000", "kill -9 $$"]
        for script in silences {
            try install("spamc", script)
            guard case .trouble("spamc", _) = ask(seconds: 1) else {
                Issue.record("\(script): \(ask(seconds: 1))")
                continue
            }
        }
    }

    static let texts: [(program: String, text: String, score: String?)] = [
        ("rspamc", "Spam: false\nScore: -0.10 / 15.00\n", "-0.1 of 15.0"), ("rspamc", "Score: x / 15", nil),
        ("spamc", "12/5.0\n", "12.0 of 5.0"), ("spamc", "", nil),
        ("spamassassin", "X-Spam-Status: Yes, score=9.1 required=5.0 tests=A,\n\tB\n", "9.1 of 5.0"),
        ("spamassassin", "Subject: score=9.1 required=5.0\n", nil),
        // What Debian's SpamAssassin 4.0.1 and rspamd 3.4 printed of the sample's welcome/download on 2026-11-30, with
        // their servers and without.
        (
            "spamassassin",
            """
            X-Spam-Checker-Version: SpamAssassin 4.0.1 (2024-03-25) on vm
            X-Spam-Level:\u{20}
            X-Spam-Status: No, score=-0.0 required=5.0 tests=HTML_MESSAGE,NO_RECEIVED,
            \tNO_RELAYS autolearn=ham autolearn_force=no version=4.0.1
            Date: Mon, 30 Nov 2026 18:31:02 +0000

            """, "-0.0 of 5.0"
        ),
        ("spamc", "0.0/5.0\n", "0.0 of 5.0"), ("spamc", "0/0\n", nil),
        (
            "rspamc",
            """
            Results for file: stdin (0.56 seconds)
            [Metric: default]
            Action: no action
            Spam: false
            Score: 3.44 / 15.00
            Symbol: ARC_NA (0.00)
            Symbol: DMARC_NA (0.00)[paperheron.example]

            """, "3.44 of 15.0"
        ),
        ("rspamc", "Results for file: stdin (0 seconds)\nIO write error: Connection refused\n\n", nil),
    ]

    @Test("is read as it writes", arguments: texts)
    func read(_ one: (program: String, text: String, score: String?)) {
        let found = SpamFilter.score(of: one.program, in: one.text)
        #expect(found.map { "\($0.score) of \($0.limit)" } == one.score)
    }
}
