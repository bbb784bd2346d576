import Foundation
import UsherCore
import UsherMail

extension Field {
    /// An e-mail address, in its wire form.
    func address() -> String? {
        guard let line = line() else { return nil }
        do {
            return try EmailAddress(line).wire
        } catch {
            return refuse("'\(PlainText.shortened(line))' is not an e-mail address: \(error.reason)")
        }
    }

    /// An address of the shop's own, in its wire form: ASCII before the @, because it stands in everybody's messages.
    func ownAddress() -> String? {
        guard let address = address() else { return nil }
        guard address.prefix(while: { $0 != "@" }).utf8.allSatisfy({ $0 < 0x80 }) else {
            return refuse(
                "'\(PlainText.shortened(address))' has letters beyond ASCII before the @; it stands in everybody's messages, and few "
                    + "servers take such a one; use another address of yours")
        }
        return address
    }

    /// `{ name, address }`, or only the address; of the shop's own.
    func mailbox() -> Mailbox? {
        guard !isList else {
            return refuse("\(title) must be an address, or { name: NAME, address: ADDRESS }, not a list")
        }
        guard isRecord else { return ownAddress().map { Mailbox(name: "", address: $0) } }
        return record { keys in
            let name = keys["name"]?.senderName() ?? ""
            return keys.required("address")?.ownAddress().map { Mailbox(name: name, address: $0) }
        }
    }

    /// A name that may stand before an address in a header.
    private func senderName() -> String? {
        guard let line = line() else { return nil }
        do { _ = try HeaderText(line, for: .from) } catch { return refuse("\(title) cannot be a sender's: \(error)") }
        return line
    }

    /// An http or https URL with a host, which is an A-label where it was written otherwise.
    func url() -> String? {
        guard let line = line().map(LinkHost.aLabelled) else { return nil }
        if let fault = WebAddress.fault(line) { return refuse("'\(PlainText.shortened(line))' \(fault)") }
        return line
    }

    func zone() -> String? {
        guard let line = line() else { return nil }
        if let fault = KnownNames.zoneFault(line) { return refuse(fault) }
        return line
    }

    func language() -> String? {
        guard let line = line() else { return nil }
        if let fault = KnownNames.languageFault(line) { return refuse(fault) }
        return line
    }

    /// A domain name, as A-label.
    func domain() -> String? {
        guard let line = line() else { return nil }
        return DomainName.aLabel(line) ?? refuse("'\(PlainText.shortened(line))' is not a domain name")
    }

    /// A server's name or address, without a port.
    func host() -> String? {
        guard let line = line() else { return nil }
        let isHost =
            line.utf8.count <= 253
            && line.utf8.allSatisfy { $0.isLetterOrDigit || "-.:_".utf8.contains($0) }
        let isName =
            !line.contains(":") || line.utf8.allSatisfy { Hexadecimal.value($0) != nil || ":.".utf8.contains($0) }
        if isHost, isName { return line.lowercased() }
        return DomainName.aLabel(line)
            ?? refuse("'\(PlainText.shortened(line))' is not a host name; the port has a key of its own, 'port'")
    }

    func stage() -> Stage? { choice(Stage.self) }

    /// `convert -> excite`: one step of the journey.
    func move() -> Move? {
        guard let line = line() else { return nil }
        let ends = line.split(separator: "->", omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: .whitespaces) }
        guard ends.count == 2 else {
            return refuse("\(title) must be two stages like 'convert -> excite', not \(looks)")
        }
        let words = Stage.allCases.map(\.rawValue)
        let from = Stage(rawValue: ends[0])
        guard from != nil || ends[0] == "stranger" else {
            let hint = Suggestion.phrase(for: ends[0], in: words + ["stranger"])
            return refuse(Stage.unknown(PlainText.shortened(ends[0]), hint: hint))
        }
        guard let to = Stage(rawValue: ends[1]) else {
            let hint = Suggestion.phrase(for: ends[1], in: words)
            return refuse(Stage.unknown(PlainText.shortened(ends[1]), hint: hint))
        }
        let move = Move(from: from, to: to)
        guard move.isOneStep else {
            let next = from.map(\.next) ?? .aware
            let hint = next.map { "after \(ends[0]) comes \($0.rawValue)" } ?? "\(ends[0]) is the last stage"
            return refuse("'\(move)' is not one step of the journey; \(hint)")
        }
        return move
    }

    /// An attribute's value, written as its type asks.
    func value(of type: AttributeType) -> AttributeValue? {
        if type == .list, isList { return list { $0.line() }.map(AttributeValue.list) }
        guard let scalar else { return refuse("\(title) must be \(type.example), not \(looks)") }
        do {
            return try AttributeValue.parse(scalar, as: type)
        } catch {
            return refuse("\(title) \(error.reason), not \(looks)")
        }
    }
}
