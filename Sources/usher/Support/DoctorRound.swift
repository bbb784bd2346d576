import Foundation
import UsherBackup
import UsherCore
import UsherCurl
import UsherDaemon
import UsherDoctor
import UsherHome
import UsherMail
import UsherReports
import UsherSMTP
import UsherStore
import UsherSupport

/// Everything that the doctor looks at, asked once. Changes nothing.
struct DoctorRound {
    let home: String
    /// Name servers; nil are the system's.
    let server: String?
    /// Where backups are; nil where nobody said.
    let backups: String?
    let environment: [String: String]

    /// In the order in which it is to be put right. Blocks.
    func findings() throws -> [Finding] {
        let files = try HomeReader.inspect(home).withSettings()
        let settings = files.settings
        let folders = HomeFolders(
            home: home, state: StateFolder.path(home: home, settings: settings, environment: environment),
            mode: settings.mode)
        let resolver: Resolver
        do { resolver = try Resolver(servers: server) } catch {
            throw CommandFailure(server == nil ? .unavailable : .usage, "\(error)")
        }
        let keys = Result { try KeyFile.read(folders.keys) }
        // Of each kind of mail as it is sent; what they have in common is said once.
        let kinds = MessageKind.allCases.map(settings.of).uniqued()
        let names = kinds.flatMap { kind in
            Doctor(
                settings: kind, keys: DKIMKeyFolder(state: folders.state, environment: environment),
                hostName: ProcessInfo.processInfo.hostName, lookup: resolver.answer
            ).examine()
        }.uniqued()
        return invented(settings) + names + settings.streams.flatMap { relay(settings.of(stream: $0)) }.uniqued()
            + published(settings, folders, keys, resolver.answer)
            + MachineJudge.judge(machine(settings, folders, keys))
    }

    /// Why nothing below can be right, where the sender's domain is nobody's.
    private func invented(_ settings: Settings) -> [Finding] {
        guard let host = InventedHost.first(in: settings.sender.address) else { return [] }
        return [
            Finding(
                .advice, "sender",
                "\(host) is a name for examples only, so what is said of it below cannot be put right",
                wanted: "your own domain for 'sender' in config/usher.yaml")
        ]
    }

    private func relay(_ settings: Settings) -> [Finding] {
        let now = SystemClock().now()
        guard settings.smtp != nil else { return RelayJudge.judge(nil, nil, largest: nil, now: now) }
        let relay: RelaySettings
        do { relay = try RelaySettings.of(settings, home: home, environment: environment) } catch {
            return [
                Finding(
                    .wrong, "relay", "it cannot be asked: \(error)", wanted: "settings that it can be asked with",
                    remedy: "usher check")
            ]
        }
        let sight = Result { () throws(RelayFault) in try RelayVisit.look(by: relay) }
        let largest = HomeReader.inspect(home).files.flatMap { LargestMessage($0) }
        return RelayJudge.judge(
            relay, sight, largest: largest.map { .init(message: $0.message, octets: $0.octets) }, now: now)
    }

    // MARK: The public address

    private func published(
        _ settings: Settings, _ folders: HomeFolders, _ keys: Result<KeyFile.Content?, any Error>,
        _ names: @escaping DNSLookup
    ) -> [Finding] {
        guard let published = settings.published else { return [PublicJudge.unpublished] }
        let now = SystemClock().now()
        var probe: PublicJudge.Probe?
        var trouble: String?
        do { probe = try self.probe(published, folders, keys.get(), now) } catch { trouble = "\(error)" }
        return PublicJudge.judge(
            published, probe: probe, trouble: trouble, names: names,
            web: { question in Result { () throws(WebFault) in try question.trusting(environment).ask() } }, now: now)
    }

    /// Nil before the home's database was begun.
    private func probe(
        _ settings: PublicSettings, _ folders: HomeFolders, _ keys: KeyFile.Content?, _ now: Timestamp
    ) throws -> PublicJudge.Probe? {
        guard let keys, let id = keys.databases?[folders.databaseName], !id.isEmpty else { return nil }
        func link(_ keyring: Keyring) -> String {
            "\(settings.url)/u/\(TokenSeal(keyring: keyring, databaseID: id).url(.probe(now), at: now))"
        }
        var random = SystemRandomNumberGenerator()
        let secret = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        let stranger = SigningKey(id: keys.keyring.signing(at: now).id, createdAt: now, secret: secret)
        return PublicJudge.Probe(
            link: link(keys.keyring), forged: link(try Keyring(keys: stranger.map { [$0] } ?? [])))
    }

    // MARK: The machine

    private func machine(
        _ settings: Settings, _ folders: HomeFolders, _ keys: Result<KeyFile.Content?, any Error>
    ) -> MachineFacts {
        let known = Set((((try? keys.get()) ?? nil)?.databases ?? [:]).values.filter { !$0.isEmpty })
        var facts = MachineFacts(
            state: folders.state, now: SystemClock().now(), backups: backups(of: known))
        facts.isClockKept = MachineFacts.asksClock()
        facts.newest = newest(folders.database)
        var status = stat()
        let log = stat("\(folders.database)-wal", &status) == 0 ? Int64(status.st_size) : 0
        let isThere = access(folders.state, F_OK) == 0
        facts.room = MachineFacts.room(of: isThere ? folders.state : home, log: log)
        facts.fileSystem = FileSystemKind.of(isThere ? folders.state : home)
        var backup: String?
        if case .newest(let path, _) = facts.backups { backup = path }
        let databases = [folders, folders.otherMode].map(\.database).flatMap { [$0, "\($0)-wal"] }
        facts.places =
            GuardedPlaces(
                settings: settings, home: home, state: folders.state, files: [folders.keys] + databases, backup: backup
            ).found
        return facts
    }

    /// Nil where nothing is recorded, where that cannot be read, and on a calendar that is not the machine's.
    private func newest(_ database: String) -> Timestamp? {
        guard access(database, R_OK) == 0 else { return nil }
        do {
            guard ClockNote.moment(try DatabaseGlance.note(ClockNote.name, of: database)) == nil else { return nil }
            return try DatabaseGlance.newest(of: database)
        } catch { return nil }
    }

    /// Where the package's timer puts them.

    private func backups(of databases: Set<String>) -> MachineFacts.Backups {
        let folder = backups ?? BackupFolder.usual
        let isMeant = backups != nil || home == ServiceHome.path
        do {
            let found = try BackupFolder(folder).newest(of: databases)
            guard let found else { return isMeant ? .none(folder: folder) : .nowhere }
            return .newest(path: "\(folder)/\(found.name)", made: found.made)
        } catch {
            return isMeant ? .unreadable("\(error)") : .nowhere
        }
    }
}
