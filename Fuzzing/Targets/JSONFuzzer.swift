import UsherCore

extension Fuzzer {
    /// JSON as programs write it, and as Usher keeps it.
    static let json = Fuzzer(
        "json",
        words: [
            "{\"a\":", "\"b\":", "[", "]", "{", "}", "null", "true", "false", "\\u0041", "\\ud83d\\ude00", "\\n",
            "-0.5e+3",
            "\"\"", ",", ":", "\"",
        ]
    ) { octets throws(Breach) in
        let isText = String(validating: octets, as: UTF8.self) != nil
        guard isText else { return }
        var nulls: [[String]] = []
        let value: TemplateValue
        do throws(JSONFault) {
            value = try TemplateValue(foreignJSON: octets, nulls: &nulls)
        } catch {
            try hold((0...octets.count).contains(error.offset), "The fault stands outside the octets.")
            return
        }
        try hold(nulls.count <= octets.count / 4, "More is left out than stands there.")
        let written = value.json()
        let again = try? TemplateValue(json: written)
        try hold(again == value, "What is written is read as something else: \(written)")
        try hold(again?.json() == written, "What is read is written in another way: \(written)")
        try hold(written.utf8.count <= 6 * octets.count, "What is written is far longer than what was read.")
    }
}
