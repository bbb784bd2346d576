import UsherCore
import UsherHome

/// Turns the fields of one row into a person. Remembers the zones and languages that it has checked.
struct ContactsRowReader {
    private var zones = AnsweredTexts()
    private var languages = AnsweredTexts()

    mutating func read(_ record: CSVRecords, columns: [ContactsColumn], line: Int) -> ContactsRow {
        var address: EmailAddress?
        var name: String?
        var zone: String?
        var language: String?
        var key = ""
        var attributes: [String: AttributeValue] = [:]
        var stage: Stage?
        var tags: Set<String> = []
        var faults: [String] = []
        for (index, column) in columns.enumerated() {
            let octets = FormulaText.read(Self.trimmed(record.field(index)))
            if column == .address {
                do {
                    address = try Self.address(octets)
                } catch {
                    faults.append(error.text)
                }
                continue
            }
            if octets.isEmpty || column == .left { continue }
            guard let text = String(validating: octets, as: UTF8.self) else {
                faults.append(RowFault.notUTF8(column.title).text)
                continue
            }
            switch column {
            case .address, .left: break
            case .stage: stage = Self.stage(text, &faults)
            case .tags:
                do { tags = try TagText.list(text) } catch { faults.append(error.reason) }
            case .name: name = Self.plain(text, "name", longest: PlainText.longestName, &faults)
            case .key: key = Self.plain(text, "key", longest: PlainText.longestName, &faults) ?? ""
            case .zone: zone = Self.checked(text, &zones, &faults, KnownNames.zoneFault(_:mayHint:))
            case .language:
                language =
                    Self.checked(text, &languages, &faults) { text, _ in KnownNames.languageFault(text) }
            case .attribute(let name, let type):
                do {
                    attributes[name] = try AttributeValue.parse(text, as: type)
                } catch {
                    faults.append("'\(name)' \(error.reason), not '\(PlainText.shortened(text))'")
                }
            }
        }
        guard faults.isEmpty, let address else { return .bad(line: line, reason: faults.joined(separator: "; ")) }
        let person = ContactDraft(
            address: address, name: name, attributes: attributes, zone: zone, language: language, tags: tags,
            stage: stage)
        return .row(line: line, EntryDraft(person: person, key: key))
    }

    private enum RowFault: Error {
        case notUTF8(String)
        case address(String, EmailAddress.Fault)

        var text: String {
            switch self {
            case .notUTF8(let column): "'\(column)' is not UTF-8 (Latin-1, perhaps); save the file as UTF-8"
            case .address(_, .empty): "the address is missing"
            case .address(let text, let fault):
                "'\(PlainText.shortened(text))' is not an e-mail address: \(fault.reason)"
            }
        }
    }

    private static func address(_ octets: ArraySlice<UInt8>) throws(RowFault) -> EmailAddress {
        if octets.contains(where: { $0 >= 0x80 }), String(validating: octets, as: UTF8.self) == nil {
            throw .notUTF8("address")
        }
        do throws(EmailAddress.Fault) {
            return try EmailAddress(utf8: octets)
        } catch {
            throw .address(String(decoding: octets, as: UTF8.self), error)
        }
    }

    private static func plain(_ text: String, _ name: String, longest: Int, _ faults: inout [String]) -> String? {
        guard let fault = PlainText.fault(text, longest: longest) else { return text }
        faults.append("'\(name)' \(fault)")
        return nil
    }

    private static func stage(_ text: String, _ faults: inout [String]) -> Stage? {
        if let stage = Stage(rawValue: text.lowercased()) { return stage }
        let hint = Suggestion.phrase(for: text, in: Stage.allCases.map(\.rawValue))
        faults.append("unknown stage '\(PlainText.shortened(text))'\(hint)")
        return nil
    }

    private static func checked(
        _ text: String, _ known: inout AnsweredTexts, _ faults: inout [String],
        _ check: (_ text: String, _ mayHint: Bool) -> String?
    ) -> String? {
        let fault = known.fault(text, check)
        if let fault { faults.append(fault) }
        return fault == nil ? text : nil
    }

    private static func trimmed(_ octets: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var octets = octets
        while let first = octets.first, first == 0x20 || first == 0x09 { octets.removeFirst() }
        while let last = octets.last, last == 0x20 || last == 0x09 { octets.removeLast() }
        return octets
    }
}
