import Foundation
import TestSupport
import Testing
import UsherCore

@testable import UsherDoctor

@Suite("The places that others have nothing to do with")
struct GuardedPlacesTests {
    private static func relay(_ name: String) -> SMTPSettings {
        SMTPSettings(host: "relay.example", port: 587, authority: "\(name).pem", username: "u", passwordFile: name)
    }

    /// Every file that can be named is.
    private static let settings = Settings(
        sender: Mailbox(name: "Shop", address: "hello@shop.example"), smtp: relay("smtp"),
        receive: ReceiveSettings(
            imap: IMAPSettings(
                host: "mail.example", port: 993, authority: "imap.pem", username: "u", passwordFile: "imap"),
            feedback: FeedbackSettings(mailgunKeyFile: "mailgun", postmarkPasswordFile: "postmark")),
        alerts: AlertSettings(mail: .init(to: "me@shop.example", relay: relay("alerts")), command: "tell.sh"),
        transactional: TransactionalSettings(smtp: relay("transactional")))

    @Test("are all files with secrets that the settings name, and those with whom to trust and what to run")
    func named() {
        #expect(Set(Self.settings.secretFiles) == ["smtp", "transactional", "alerts", "imap", "mailgun", "postmark"])
        #expect(
            Set(Self.settings.trustedFiles)
                == ["smtp.pem", "transactional.pem", "alerts.pem", "imap.pem", "tell.sh"])
    }

    /// A setting that is new and ends with `File` is a secret, or this says that somebody has to look.
    @Test("no setting with a file is forgotten")
    func complete() {
        var (files, authorities): (Set<String>, Set<String>) = ([], [])
        func look(_ value: Any, depth: Int) {
            for (label, child) in Mirror(reflecting: value).children {
                let text = Mirror(reflecting: child).children.first?.value as? String ?? child as? String
                if label?.hasSuffix("File") == true, let text { files.insert(text) }
                if label == "authority", let text { authorities.insert(text) }
                if depth < 8 { look(child, depth: depth + 1) }
            }
        }
        look(Self.settings, depth: 0)
        #expect(files == Set(Self.settings.secretFiles))
        #expect(authorities.isSubset(of: Self.settings.trustedFiles) && authorities.count == 4)
    }

    @Test("each that others may read or change is found")
    func open() throws {
        let folder = try TemporaryFolder("guarded")
        let state = folder("state")
        let secrets = Self.settings.secretFiles.map { folder($0) }
        let inState = ["keys.json", "usher.sqlite", "dkim-spring.json"].map { "\(state)/\($0)" }
        let backup = folder("usher-1.tar")
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
        for path in secrets + inState + [backup, folder("tell.sh"), folder("imap.pem")] {
            try Data("x".utf8).write(to: URL(fileURLWithPath: path))
            #expect(chmod(path, path.hasSuffix(".sh") || path.hasSuffix(".pem") ? 0o755 : 0o600) == 0)
        }
        #expect(chmod(state, 0o700) == 0 && chmod(folder.path, 0o755) == 0)
        func wrong() -> [String] {
            var facts = MachineFacts(state: state, now: Timestamp(seconds: 1), backups: .nowhere)
            facts.places =
                GuardedPlaces(
                    settings: Self.settings, home: folder.path, state: state, files: Array(inState.prefix(2)),
                    backup: backup
                ).found
            let about = "what others may read and change"
            return MachineJudge.judge(facts).filter { $0.about == about && $0.grade == .wrong }.map(\.found)
        }
        #expect(wrong().isEmpty)
        for path in secrets + inState + [backup] {
            #expect(chmod(path, 0o644) == 0)
            #expect(wrong() == ["\(path) (mode 644) can be read or changed by others"])
            #expect(chmod(path, 0o600) == 0)
        }
        for path in [folder("tell.sh"), folder("imap.pem")] {
            #expect(chmod(path, 0o757) == 0)
            #expect(wrong() == ["\(path) (mode 757) can be changed by others"])
            #expect(chmod(path, 0o755) == 0)
        }
    }
}
