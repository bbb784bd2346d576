import Synchronization
import TestHomes
import TestSupport
import UsherCore
import UsherHome
import UsherReports

@testable import UsherDashboard
@testable import UsherStore

extension Browser {
    static let examine: PreviewRoutes.Examine = { _ in
        MailExam(size: 2000, remarks: [.init(.advice, "pictures", "one is large", wanted: "a small one")])
    }

    static let askFilter: PreviewRoutes.AskFilter = { _ in
        .init(.wrong, "spam filter", "<rspamc> gives 7.5 of 6", wanted: "less")
    }
}

extension TemporaryFolder {
    static func paperBoat() throws -> TemporaryFolder {
        let folder = try TemporaryFolder("home")
        try HomeWriter.write(PaperBoat.files, to: folder.path)
        return folder
    }
}

extension PreviewBook.Daemon {
    /// One that works by those files for ever, and knows the contacts of a store.
    static func of(_ store: SQLiteStore, inForce files: HomeFiles?) -> PreviewBook.Daemon {
        let files = files ?? HomeFiles(settings: Browser.plan.settings)
        return PreviewBook.Daemon(
            inForce: { files }, refusal: { "It has no room." },
            contact: { id, _ in
                try store.contact(id).map {
                    (
                        Sample(handle: "", address: $0.address, name: $0.name, attributes: $0.attributes),
                        since: Browser.start
                    )
                }
            }, state: { 0 })
    }
}

/// Ends what it is asked about after so many times.
final class Ending: Sendable {
    private let left = Mutex<Int?>(nil)

    var value: Int? {
        get { left.withLock { $0 } }
        set { left.withLock { $0 = newValue } }
    }

    var isOver: Bool {
        left.withLock { left in
            guard let count = left else { return false }
            left = max(0, count - 1)
            return count == 0
        }
    }
}
