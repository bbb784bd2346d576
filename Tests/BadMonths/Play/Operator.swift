import Crypto
import Foundation
import UsherCore
import UsherDaemon
import UsherIntake
import UsherMail
import UsherReports
import UsherStore

/// Who works at the shop: each of these is a command, a process of its own that opens the home, does one thing and
/// ends.
struct Operator: Sendable {
    let folder: String
    let files: HomeLook
    let clock: MonthClock

    private func withHome<Result>(_ body: (OpenHome) throws -> Result) throws -> Result {
        var home = try OpenHome.openAnyway(folder, environment: [:], reading: files.reading)
        home.clock = clock
        let result = try body(home)
        try home.store.close()
        return result
    }

    /// Once, before anything else: keys and a database whose random parts are the seed's, so that two plays make the
    /// same octets. The secret that the shop's programs show.
    func prepare(_ seed: UInt64, secret: APISecret) throws -> (token: String, database: String) {
        let state = "\(folder)/state"
        try FileManager.default.createDirectory(
            atPath: state, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try SigningKeys.write(to: state)
        let key = SymmetricKey(data: SHA256.hash(data: Array("\(seed)".utf8)))
        _ = try KeyFile.create(at: "\(state)/keys.json", now: clock.now(), random: { key })
        let (database, keys, id) = try withHome { ($0.folders.database, $0.folders.keys, $0.store.databaseID) }
        let fixed = String(repeating: "5eed", count: 8)
        try Books(database).execute("UPDATE identity SET database_id = '\(fixed)'")
        let text = try String(contentsOfFile: keys, encoding: .utf8).replacing(id, with: fixed)
        try Data(text.utf8).write(to: URL(fileURLWithPath: keys))
        return try withHome { home in
            guard
                let id = try home.store.addToken(
                    named: "shop", hash: secret.hash, scopes: Set(TokenScope.allCases), endsAt: nil, now: clock.now())
            else { return ("", "") }
            return (secret.text(of: id), home.folders.database)
        }
    }

    func suppress(_ address: String) throws {
        try withHome { home in
            _ = try home.store.suppress(
                try EmailAddress(address).key, scope: .marketing, reason: .unsubscribed, until: nil, by: "operator",
                note: nil, now: clock.now())
        }
    }

    /// `usher enqueue CAMPAIGN --from FILE`; whether each of them is in it then.
    func imports(_ people: [Story.Person], into campaign: String) throws -> [Bool] {
        try withHome { home in
            var reader = DraftReader(plan: home.plan, source: "usher enqueue")
            try reader.share(Draft(.arguments, [.campaign: campaign, .consent: "asked at the fair"]))
            let lines = people.map { "\($0.address),\($0.name),\($0.zone),\($0.nickname)\n" }.joined()
            var rows = try ContactsReader(
                OctetSource(Array("address,name,zone,nickname\n\(lines)".utf8)), attributes: home.settings.attributes)
            var bulk = BulkIntake(intake: home.intake, isDaemonRunning: { false })
            var entered = people.map { _ in true }
            while let row = try rows.next() {
                let refused = try bulk.add(try reader.entry(try row.draft.get(), now: clock.now()), line: row.line)
                for one in refused { entered[one.line - 2] = false }
            }
            for one in try bulk.flush() { entered[one.line - 2] = false }
            return entered
        }
    }

    /// `usher contact set ADDRESS --zone ZONE`.
    func set(_ address: String, zone: String) throws {
        try withHome { home in
            guard try home.store.contact(try EmailAddress(address).key) != nil else { return }
            var reader = DraftReader(plan: home.plan, source: "usher contact set")
            let said = try reader.person(Draft(.arguments, [.address: address, .zone: zone]))
            _ = try home.intake.enter([EntryRequest(person: said, campaign: nil)])
        }
    }

    /// `usher reload --yes`, without waiting for the answer.
    func sayYes() throws {
        try withHome { home in _ = try ReloadRequest.ask(home.store, yes: true, seconds: 0) }
    }

    /// `usher queue retry ID`: whether it is sent again.
    func retry(_ delivery: Int64) throws -> Bool {
        try withHome { home in try home.store.retry(DeliveryID(delivery), now: clock.now()) }
    }

    /// `usher contact erase --compact`.
    func compact() throws {
        try withHome { home in _ = try Eraser(home).compact() }
    }

    func pause(_ campaign: String?) throws {
        try withHome { home in
            guard let scope = scope(campaign, home) else { return }
            try home.store.pause(Pause(scope: scope, reason: .byHand(words: nil), since: clock.now()))
        }
    }

    func resume(_ campaign: String?) throws {
        try withHome { home in
            guard let scope = scope(campaign, home) else { return }
            _ = try home.operating.resume(scope)
        }
    }

    /// What `usher contact erase` does; a daemon goes on with what is left.
    func erase(_ address: String) throws {
        try withHome { home in
            do { _ = try Eraser(home).erase(try EmailAddress(address), because: "asked", waiting: 0) } catch Eraser
                .Fault.unfinished
            {}
        }
    }

    /// What the sums say otherwise than the rows, in the product's own words.
    func verify() throws -> [String] {
        try withHome { home in
            try home.verify(ReportPeriod(from: "2026-05-01", to: "2026-09-30", now: home.clock.now()))
        }
    }

    /// What `usher contact erase` begins; a daemon goes on with it.
    func beginErasing(_ address: String) throws {
        try withHome { home in
            try home.store.beginErasing(
                try EmailAddress(address), by: "operator", note: .said("asked"), now: clock.now())
        }
    }

    private func scope(_ campaign: String?, _ home: OpenHome) -> PauseScope? {
        guard let campaign else { return .relay }
        return home.plan.catalog.campaigns[campaign].map { .campaign($0) }
    }
}
