/// A message as it came over the wire, for reading.
struct MailText {
    let text: String

    init(_ bytes: [UInt8]) { text = String(decoding: bytes, as: UTF8.self) }

    /// The value of a header field that is not folded; nil when there is none.
    func field(_ name: String) -> String? {
        for line in text.split(separator: "\r\n", omittingEmptySubsequences: false) {
            if line.isEmpty { return nil }
            if line.hasPrefix("\(name): ") { return String(line.dropFirst(name.count + 2)) }
        }
        return nil
    }

    /// `campaign/step`, as Feedback-ID tells it.
    var message: String? {
        field("Feedback-ID").map { $0.split(separator: ":").prefix(2).joined(separator: "/") }
    }
}
