import Foundation

/// What two verifiers that are not ours say of signed messages: Python's dkimpy, and OpenDKIM's library, which asks a
/// real name server.
package enum DKIMVerifier {
    /// As root only, for a network and a resolv.conf of the verifiers' own. With CI=true the answer is always yes, so
    /// that what is missing fails.
    package static let isAvailable: Bool = {
        let files = [
            "/usr/sbin/nsd", "/usr/sbin/opendkim-testmsg", "/usr/bin/opendkim-testmsg",
            "/usr/lib/python3/dist-packages/dkim/__init__.py",
        ].map(FileManager.default.fileExists)
        return ProcessInfo.processInfo.environment["CI"] == "true"
            || getuid() == 0 && files[0] && (files[1] || files[2]) && files[3]
    }()

    /// Nothing but the counts, where each message carries two good signatures; else what is wrong. `records` are lines
    /// of a zone file, for names below `domain`.
    package static func complaints(
        about messages: [[UInt8]], records: [String], domain: String
    ) async throws -> String {
        let folder = try TemporaryFolder("dkim")
        let head = [
            "$ORIGIN \(domain).", "@ 3600 IN SOA ns host 1 3600 600 86400 60", "@ 3600 IN NS ns",
            "ns 3600 IN A 127.0.0.1",
        ]
        try Data((head + records).map { "\($0)\n" }.joined().utf8).write(to: URL(filePath: folder("zone")))
        try FileManager.default.createDirectory(atPath: folder("mail"), withIntermediateDirectories: true)
        for (number, message) in messages.enumerated() {
            try Data(message).write(to: URL(filePath: folder("mail/\(number).eml")))
        }
        let python = try await Python.run(
            Self.tool, "/usr/bin/python3", Repository.file("Tests/Fixtures/dkim-verify.py"), folder("zone"),
            folder("mail"))
        let opendkim = try await Python.run(
            Self.tool, "/bin/bash", Repository.file("Tests/Fixtures/opendkim-verify"), folder("zone"), domain,
            folder("mail/single"))
        return python + opendkim
    }

    /// Debian's dkimpy belongs to Debian's python3, which is not always the first one.
    private static let tool = "import subprocess, sys; subprocess.run(sys.argv[1:], stderr=subprocess.STDOUT)"

    /// What `complaints` answers where there are none.
    package static func praise(_ count: Int) -> String {
        "\(count) messages, \(2 * count) signatures\n\(2 * count) messages read\n"
    }
}
