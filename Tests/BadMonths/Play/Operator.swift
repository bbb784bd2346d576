import Crypto
import Foundation
import UsherCore
import UsherDaemon
import UsherMail
import UsherStore

/// Who works at the shop: each of these is a command, a process of its own that opens the home, does one thing and ends.
struct Operator: Sendable {
    let folder: String
    let clock: MonthClock

    private func withHome<Result>(_ body: (OpenHome) throws -> Result) throws -> Result {
        var home = try OpenHome.openAnyway(folder, environment: [:])
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

    /// What a file of contacts with a campaign makes; whether each of them is in it then.
    func imports(_ people: [Story.Person], into campaign: String) throws -> [Bool] {
        try withHome { home in
            guard let id = home.plan.catalog.campaigns[campaign] else { return [] }
            let requests = try people.map { person in
                EntryRequest(
                    stated: ContactDraft(address: try EmailAddress(person.address), zone: person.zone), campaign: id,
                    source: "import", now: clock.now())
            }
            return try home.intake.enter(requests).map { result in
                switch result {
                case .entered, .waits, .already: true
                case .heldOut, .saved, .refused: false
                }
            }
        }
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
            _ = try home.resume(scope)
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
