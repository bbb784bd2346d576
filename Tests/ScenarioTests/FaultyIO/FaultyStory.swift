import Foundation
import Glibc
import TestSupport

/// A few lives of a daemon on a machine that fails, from one number, and a last one on a machine that does not.
///
/// What goes wrong is collected in words, so that many stories can be played and all of it read.
final class FaultyStory {
    static let steps = ["one", "two", "three"]

    let seed: UInt64
    let home: ScenarioHome
    let peer: ScriptedPeer
    let (port, privatePort): (Int, Int)
    var random: SeededGenerator
    var token = ""
    /// What must be there, for it was answered with a yes.
    var (enrolled, keys): (Set<String>, Set<String>) = ([], [])
    /// What may be there: no answer came, or one that says nothing.
    var unclear: Set<String> = []
    var noes: [FaultyNo] = []
    /// What was accepted, and in which life.
    var letters: [(which: CrashStory.Which, bytes: [UInt8], life: Int)] = []
    var lives: [FaultyLife] = []
    /// What the last life left.
    var record: FaultyRecord?
    private(set) var violations: [String] = []
    /// How often what was injected, and how often the daemon or a command that met faults ended how.
    private(set) var (faults, ends): ([String: Int], [String: Int]) = ([:], [:])
    /// Whether the story itself killed the daemon of now.
    var wasKilled = false
    private var logs = 0
    private var people = 0

    private init(_ seed: UInt64) async throws {
        self.seed = seed
        random = SeededGenerator(seed: seed)
        // Answers take a while, so that a death finds messages without one.
        peer = try ScriptedPeer(PeerScript([.init(.dot, .drip(milliseconds: 1))]))
        home = try await ScenarioHome()
        let ports = try home.publish(relay: peer.port)
        (port, privatePort) = (ports.port, ports.privatePort)
        try home.keepOnlyCourse()
    }

    static func play(_ seed: UInt64) async throws -> FaultyStory {
        let story = try await FaultyStory(seed)
        try await story.home.pass(to: ScenarioHome.opening)
        struct Secret: Decodable { let secret: String }
        let secret: Secret = try await story.home.json("token", "add", "shop", "--scope", "events,enrollments,consent")
        story.token = secret.secret
        let first = try story.home.contacts(6)
        try await story.home.enter("course", "--from", first, "--consent", "asked at the fair")
        for _ in 0..<6 { story.enrolled.insert(story.somebody()) }
        for life in 1...Int.random(in: 2...3, using: &story.random) { try await story.live(life) }
        try await story.liveInPeace()
        return story
    }

    func blame(_ words: String) { violations.append("seed \(seed), life \(lives.count): \(words)") }

    /// Somebody new.
    func somebody() -> String {
        people += 1
        return "person\(people)@example.org"
    }

    /// Somebody who is in, and has said no not even in vain.
    func somebodyIn() -> String? {
        let said = Set(noes.map(\.address))
        return enrolled.subtracting(said).sorted().randomElement(using: &random)
    }

    /// Where the next process' faults are written down.
    func nextLog() -> String {
        logs += 1
        return home("faults-\(logs).log")
    }

    func count(_ log: FaultyLog) {
        for fault in log.faults { faults[fault, default: 0] += 1 }
    }

    /// Takes what the relay has accepted since.
    func collect() {
        let life = lives.count
        for message in peer.accepted.dropFirst(letters.count) {
            let address = String(message.recipient.drop { $0 == "<" }.prefix { $0 != ">" })
            let which = CrashStory.Which(address: address, message: MailText(message.bytes).message ?? "")
            letters.append((which, message.bytes, life))
        }
    }

    // MARK: - Commands and calls

    /// Carries out a command, or a call to the daemon of now, and notes what it promised.
    func does(_ deed: FaultyDeed, _ machine: FaultyMachine?, _ isDaemonThere: Bool = false) async throws {
        note(deed, try await answer(deed, machine, isDaemonThere), isDaemonThere)
    }

    /// Whether it was a yes.
    private func answer(_ deed: FaultyDeed, _ machine: FaultyMachine?, _ isDaemonThere: Bool) async throws -> Bool {
        let isBad = isDaemonThere && lives.last?.machine.map { !$0.isHarmless } ?? false
        if let no = deed.no { noes.append(FaultyNo(address: no)) }
        guard deed.isCommand else {
            do {
                let answer = try await deed.tell(WebClient(.port(port)), token: token)
                if answer != true, !isBad {
                    blame("\(deed) had no good answer, and nothing had failed")
                }
                return answer == true
            } catch {
                blame("\(error)")
                return false
            }
        }
        let log = nextLog()
        let result = try await UsherProcess.run(
            deed.arguments,
            environment: machine?.environment(home: home.path, log: log).merging(["USHER_HOME": home.path]) { $1 }
                ?? ["USHER_HOME": home.path])
        let faults = FaultyLog(log)
        count(faults)
        judge(result, of: "usher \(deed.arguments.joined(separator: " "))", faults, mayFail: isBad || faults.hasHarm)
        return result.end == .exit(0)
    }

    private func note(_ deed: FaultyDeed, _ isYes: Bool, _ isDaemonThere: Bool) {
        switch deed {
        case .enqueue(let address), .enroll(let address):
            if isYes { enrolled.insert(address) } else { unclear.insert(address) }
        case .purchase(_, let key): if isYes { keys.insert(key) }
        case .suppress(let address), .unsubscribe(let address, _):
            guard let index = noes.lastIndex(where: { $0.address == address }), isYes else { return }
            let had = peer.accepted.filter { $0.recipient.contains("<\(address)>") }.count
            noes[index].answered = FaultyNo.Answer(had: had, mayHaveOneMore: isDaemonThere)
        case .look: break
        }
    }

    /// The end of what was said, or a trap and what led to it.
    static func excerpt(_ errors: String) -> Substring {
        guard let trap = errors.range(of: "Fatal error") ?? errors.range(of: "*** ") else { return errors.suffix(1500) }
        return errors[trap.lowerBound...].prefix(5000)
    }

    /// How a process may end, and what it says then. Never with 77 or 78, which blame the
    /// files. `mayFail`: something happened to it that may have consequences.
    func judge(_ result: Program.Result, of what: String, _ log: FaultyLog, mayFail: Bool) {
        let kind = what.hasPrefix("usher ") ? "a command" : what
        if !log.faults.isEmpty { ends["\(kind) ended with \(result.end)", default: 0] += 1 }
        let words = "\(what) ended with \(result.end), after \(log.faults): \(Self.excerpt(result.errors))"
        switch result.end {
        case .exit(0): break
        case .signal(SIGKILL): if !log.hasKill { blame(words) }
        case .exit(let code):
            let sentence = result.errors.split(separator: "\n").last ?? ""
            if !mayFail || ![65, 69, 74, 75].contains(code) || sentence.isEmpty { blame(words) }
        case .signal: blame(words)
        }
    }
}

/// One life of a daemon.
struct FaultyLife {
    /// Nil for one without faults.
    let machine: FaultyMachine?
    /// Whether it ended because it was asked to, and with 0.
    var endedWell = false
    /// Whether anything happened to it that may have consequences.
    var hadHarm = false
}

/// Somebody who says no.
struct FaultyNo {
    struct Answer {
        /// How many messages they had when the answer came.
        let had: Int
        /// Whether one may have been on its way.
        let mayHaveOneMore: Bool
    }

    let address: String
    /// Nil while it was not answered with a yes.
    var answered: Answer?
}
