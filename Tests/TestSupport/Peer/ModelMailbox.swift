/// A mailbox of an honest IMAP server, as a value: a command goes in, octets come out. It knows what Usher says, and no
/// more.
package struct ModelMailbox: Sendable {
    package struct Mail: Hashable, Sendable {
        package var uid: UInt32
        package var octets: [UInt8]
        package var flags: Set<String> = []

        package init(_ uid: UInt32, _ text: String) {
            self.uid = uid
            octets = Array(text.utf8)
        }
    }

    package var validity: UInt32 = 7
    package var mails: [Mail]
    /// By the folder's name, as commands say it.
    package var moved: [String: [[UInt8]]] = [:]
    package var capabilities: [String]
    /// Whose body was asked for, in order.
    package var fetched: [UInt32] = []
    /// The only password; nil takes any.
    package var password: String?

    package init(_ mails: [Mail], capabilities: [String] = ["MOVE", "UIDPLUS"], password: String? = nil) {
        self.mails = mails
        self.capabilities = capabilities
        self.password = password
    }

    /// The whole answer to a command. Nil for one that it does not know.
    package mutating func reply(to command: String) -> [UInt8]? {
        let words = command.split(separator: " ", maxSplits: 2).map(String.init)
        guard words.count >= 2 else { return nil }
        let (tag, rest) = (words[0], words.count > 2 ? words[2] : "")
        let ok = Array("\(tag) OK done\r\n".utf8)
        switch words[1].uppercased() {
        case "CAPABILITY":
            return Array("* CAPABILITY IMAP4rev1 AUTH=PLAIN \(capabilities.joined(separator: " "))\r\n".utf8) + ok
        case "SELECT":
            return Array("* \(mails.count) EXISTS\r\n* OK [UIDVALIDITY \(validity)] valid\r\n".utf8) + ok
        case "CREATE":
            moved[folder(rest), default: []] += []
            return ok
        case "LOGOUT": return Array("* BYE see you\r\n".utf8) + ok
        case "UID": return uid(rest, tag: tag, ok)
        default: return nil
        }
    }

    private func folder(_ argument: String) -> String { argument.split(separator: "\"").first.map(String.init) ?? "" }

    private mutating func uid(_ rest: String, tag: String, _ ok: [UInt8]) -> [UInt8]? {
        let words = rest.split(separator: " ", maxSplits: 2).map(String.init)
        guard words.count >= 2 else { return nil }
        let set = places(words[1])
        let argument = words.count > 2 ? words[2] : ""
        switch words[0] {
        case "FETCH" where argument.contains("BODY"): return bodies(set, marks: !argument.contains("PEEK")) + ok
        case "FETCH":
            let lines = set.map { index in
                let mail = mails[index]
                return "* \(index + 1) FETCH (UID \(mail.uid) RFC822.SIZE \(mail.octets.count) FLAGS ("
                    + mail.flags.sorted().joined(separator: " ") + "))\r\n"
            }
            return Array(lines.joined().utf8) + ok
        case "MOVE", "COPY":
            let name = folder(argument)
            guard moved[name] != nil else { return Array("\(tag) NO [TRYCREATE] no such folder\r\n".utf8) }
            moved[name, default: []] += set.map { mails[$0].octets }
            if words[0] == "MOVE" { for index in set.reversed() { mails.remove(at: index) } }
            return ok
        case "STORE":
            for index in set { mails[index].flags.insert("\\Deleted") }
            return ok
        case "EXPUNGE":
            for index in set.reversed() where mails[index].flags.contains("\\Deleted") { mails.remove(at: index) }
            return ok
        default: return nil
        }
    }

    private mutating func bodies(_ set: [Int], marks: Bool) -> [UInt8] {
        var octets: [UInt8] = []
        for index in set {
            let mail = mails[index]
            fetched.append(mail.uid)
            if marks { mails[index].flags.insert("\\Seen") }
            octets += Array("* \(index + 1) FETCH (UID \(mail.uid) BODY[] {\(mail.octets.count)}\r\n".utf8)
            octets += mail.octets + Array(")\r\n".utf8)
        }
        return octets
    }

    /// Where those are that there are: `3,7:9`, `5:*`. A range with `*` always has the last one.
    private func places(_ set: String) -> [Int] {
        var places: Set<Int> = []
        let last = mails.last?.uid ?? 0
        for part in set.split(separator: ",") {
            let ends = part.split(separator: ":").map { $0 == "*" ? last : UInt32($0) ?? 0 }
            guard let first = ends.first, let end = ends.last else { continue }
            var place = firstPlace(from: min(first, end))
            while place < mails.count, mails[place].uid <= max(first, end) {
                places.insert(place)
                place += 1
            }
        }
        return places.sorted()
    }

    /// They are in the order of their numbers.
    private func firstPlace(from uid: UInt32) -> Int {
        var (low, high) = (0, mails.count)
        while low < high {
            let middle = (low + high) / 2
            if mails[middle].uid < uid { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
