import UsherCore
import UsherHome

extension Fuzzer {
    /// The YAML files of a home. The first octet says which.
    static let yaml = Fuzzer(
        "yaml",
        words: [
            "mode: rehearsal\n", "sender: Shop <a@shop.example>\n", "attributes:\n", "  since: date\n", "smtp:\n",
            "  host: mx.example\n", "events:\n", "stages:\n", "people:\n", "packages:\n", "rules:\n", "moves: ",
            "subscribe -> convert", "steps:\n", "  - name: x\n", "wait: 3 days\n", "at: 09:30\n", "when:\n", "&a", "*a",
            "<<: ", "- ", ": ", "? ", "|\n", ">-\n", "\"", "'", "{", "}", "[", "]", "#", "!!str", "%YAML 1.1", "---\n",
            "...", "49 EUR", "https://shop.example/", "window: Mon-Fri 09:00-17:00\n", "call_to_action:\n",
        ]
    ) { octets throws(Breach) in
        var input = Octets(octets)
        let documents: [HomeDocument] = [.settings, .journey, .ladder, .rewards, .samples, .campaign]
        try hold(input.one(of: documents), Array(input.rest))
    }

    /// An `.expect` file.
    static let expectations = Fuzzer(
        "expect",
        words: [
            "sam enters welcome on ", "2026-11-20 23:50", "Mon 2026-11-23 09:30", "Monday 09:30", " -> ", "; ",
            "download at once", "after purchased on ", "nothing after ", "nothing", "and so on", " in Europe/Berlin",
            "\n  ",
            "#", " does ", "a refund", "->",
        ]
    ) { octets throws(Breach) in try hold(.expectations, octets) }

    private static func hold(_ document: HomeDocument, _ octets: [UInt8]) throws(Breach) {
        let (problems, isReadable) = document.reading(of: octets)
        try FuzzTargets.hold(isReadable || !problems.isEmpty, "Nothing is read, and nothing is wrong.")
        let lines = octets.count { $0 == 0x0A || $0 == 0x0D } + 1
        // YAML ends lines at U+0085, U+2028 and U+2029 as well.
        let most = lines + octets.count { $0 >= 0x80 } / 2
        for problem in problems {
            try FuzzTargets.hold((1...most + 1).contains(problem.line ?? 1), "There is no line \(problem.place).")
            try FuzzTargets.hold(problem.column ?? 1 >= 1, "There is no column \(problem.place).")
            try FuzzTargets.hold(problem.message.utf8.count <= 4000, "A problem is very long: \(problem)")
        }
        try FuzzTargets.hold(problems.count <= 2 * octets.count + 20, "There are more problems than octets.")
    }
}
