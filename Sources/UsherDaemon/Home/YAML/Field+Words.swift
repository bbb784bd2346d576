import Foundation
import UsherCore

extension Field {
    /// An e-mail address, in its wire form.
    func address() -> String? {
        guard let line = line() else { return nil }
        do {
            return try EmailAddress(line).wire
        } catch {
            return refuse("'\(Self.shortened(line))' is not an e-mail address: \(error.reason)")
        }
    }

    /// `{ name, address }`, or only the address.
    func mailbox() -> Mailbox? {
        guard !isList else {
            return refuse("\(title) must be an address, or { name: NAME, address: ADDRESS }, not a list")
        }
        guard isRecord else { return address().map { Mailbox(name: "", address: $0) } }
        return record { keys in
            let name = keys["name"]?.line() ?? ""
            return keys.required("address")?.address().map { Mailbox(name: name, address: $0) }
        }
    }

    /// An http or https URL with a host.
    func url() -> String? {
        guard let line = line() else { return nil }
        if let fault = WebAddress.fault(line) { return refuse("'\(Self.shortened(line))' \(fault)") }
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
        return DomainName.aLabel(line) ?? refuse("'\(Self.shortened(line))' is not a domain name")
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
            return refuse("unknown stage '\(Self.shortened(ends[0]))'\(hint)")
        }
        guard let to = Stage(rawValue: ends[1]) else {
            return refuse("unknown stage '\(Self.shortened(ends[1]))'\(Suggestion.phrase(for: ends[1], in: words))")
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
