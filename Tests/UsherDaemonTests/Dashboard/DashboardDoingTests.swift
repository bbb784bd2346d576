import TestHomes
import TestSupport
import Testing
import UsherComposing
import UsherCore
import UsherDashboard

@testable import UsherDaemon
@testable import UsherStore

@Suite("What the dashboard does")
struct DashboardDoingTests {
    private let folder: TemporaryFolder
    private let home: OpenHome
    private let ada: Contact

    init() throws {
        (folder, home) = try OpenHome.shipped()
        guard case .entered(_, _, _, let contact) = try home.intake.enter([home.entry("ada@example.org")]).first else {
            throw UnknownName.noSamples
        }
        ada = contact
    }

    private func damage() throws {
        try home.store.write { transaction throws(StoreError) in
            _ = try transaction.query("UPDATE enrollments SET data = 'x'").run()
        }
    }

    @Test("What was recorded is answered so, also where something beside it cannot be read")
    func recorded() throws {
        let doing = DashboardDoing(
            store: home.store, editions: EditionBox(try home.edition), clock: home.clock, press: home.press,
            wake: {})
        try damage()
        #expect(throws: StoreError.self) { try home.store.enrollments(of: ada.id) }
        let said = try doing.carryOut(.stage(.excite, because: "she rang"), ada)
        #expect("\(said)".contains("is moved") && "\(said)".contains("true"), "\(said)")
        #expect(try home.store.contact(ada.id)?.stage == .excite)
    }

    @Test("Without a public address, nobody is mailed a link to what is held about them")
    func data() throws {
        let doing = DashboardDoing(
            store: home.store, editions: EditionBox(try home.edition), clock: home.clock, press: home.press, wake: {})
        let said = "\(try doing.carryOut(.mailData, ada))"
        #expect(said.contains("false") && said.contains("no public address"))
    }
}
