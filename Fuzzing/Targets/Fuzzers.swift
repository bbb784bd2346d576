/// All fuzzers there are: one for each parser of octets from outside.
package enum Fuzzers {
    package static let all: [Fuzzer] = [
        .smtpReply, .imap, .inboxSession, .inboxMessage, .returned, .feedback, .form, .multipart, .headers,
        .token, .keyring, .dkimKeys, .dns, .json, .draft, .lines, .csv, .yaml, .expectations, .frontMatter,
        .template, .markdown, .page, .visibleHTML, .address, .value, .backup,
    ]

    package static func named(_ name: String) -> Fuzzer? { all.first { $0.name == name } }
}
