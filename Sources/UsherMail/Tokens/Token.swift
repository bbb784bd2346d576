import UsherCore

/// What a link or an address that Usher handed out says when it comes back. It carries no e-mail address.
package enum Token: Hashable, Sendable {
    /// The person of this number wants no more marketing; the delivery is the one that was answered.
    case unsubscribe(ContactID, DeliveryID)
    /// The token stands in the envelope sender of this delivery.
    case bounce(DeliveryID)
    /// The token stands for the link of this number in a delivery.
    case link(DeliveryID, number: UInt32)
    /// The person of this number confirms the sign-up of that moment, which tells it from earlier and later ones.
    case confirm(ContactID, signedUpAt: Timestamp)
    /// The person of this number, who asked at that moment, may see what is held about them.
    case data(ContactID, askedAt: Timestamp)
    /// The person of this enrollment may say what they think of what they bought.
    case review(EnrollmentID)
    /// The token is nobody's: `usher doctor` asked with it at that moment, to see whether links lead here.
    case probe(Timestamp)
}

/// A token on the wire: one octet with the version (1) in its upper and the kind in its lower half; then key id,
/// subject and detail, each as unsigned LEB128 in its shortest form; then 16 octets of code.
///
/// | Kind | | Subject | Detail |
/// | --- | --- | --- | --- |
/// | 1 | unsubscribe | contact | delivery |
/// | 2 | bounce | delivery | 0 |
/// | 3 | link | delivery | number |
/// | 4 | confirm | contact | milliseconds |
/// | 6 | data | contact | milliseconds |
/// | 5 | review | enrollment | 0 |
/// | 7 | probe | 0 | milliseconds |
extension Token {
    static let codeLength = 16

    /// The octets of a token before its code.
    package func payload(key: UInt16) -> [UInt8] {
        let (kind, subject, detail): (UInt8, Int64, Int64) =
            switch self {
            case .unsubscribe(let contact, let delivery): (1, contact.value, delivery.value)
            case .bounce(let delivery): (2, delivery.value, 0)
            case .link(let delivery, let number): (3, delivery.value, Int64(number))
            case .confirm(let contact, let moment): (4, contact.value, moment.milliseconds)
            case .data(let contact, let moment): (6, contact.value, moment.milliseconds)
            case .review(let enrollment): (5, enrollment.value, 0)
            case .probe(let moment): (7, 0, moment.milliseconds)
            }
        var octets: [UInt8] = [0x10 | kind]
        octets.reserveCapacity(24 + Self.codeLength)
        Self.append(UInt64(key), to: &octets)
        Self.append(UInt64(bitPattern: subject), to: &octets)
        Self.append(UInt64(bitPattern: detail), to: &octets)
        return octets
    }

    /// Reads the octets that `payload(key:)` made; nil for anything else.
    package static func parse(_ payload: ArraySlice<UInt8>) -> (token: Token, key: UInt16)? {
        var rest = payload
        guard let first = rest.popFirst(), first & 0xF0 == 0x10,
            let key = number(&rest).flatMap(UInt16.init(exactly:)),
            let subject = number(&rest).map(Int64.init(bitPattern:)),
            let detail = number(&rest).map(Int64.init(bitPattern:)),
            rest.isEmpty
        else { return nil }
        switch first & 0x0F {
        case 1: return (.unsubscribe(ContactID(subject), DeliveryID(detail)), key)
        case 2 where detail == 0: return (.bounce(DeliveryID(subject)), key)
        case 3:
            guard let number = UInt32(exactly: detail) else { return nil }
            return (.link(DeliveryID(subject), number: number), key)
        case 4: return (.confirm(ContactID(subject), signedUpAt: Timestamp(milliseconds: detail)), key)
        case 6: return (.data(ContactID(subject), askedAt: Timestamp(milliseconds: detail)), key)
        case 5 where detail == 0: return (.review(EnrollmentID(subject)), key)
        case 7 where subject == 0: return (.probe(Timestamp(milliseconds: detail)), key)
        default: return nil
        }
    }

    private static func append(_ number: UInt64, to octets: inout [UInt8]) {
        var left = number
        while left >= 0x80 {
            octets.append(UInt8(truncatingIfNeeded: left) | 0x80)
            left >>= 7
        }
        octets.append(UInt8(truncatingIfNeeded: left))
    }

    private static func number(_ rest: inout ArraySlice<UInt8>) -> UInt64? {
        var number: UInt64 = 0
        for shift in stride(from: UInt64(0), through: 63, by: 7) {
            guard let octet = rest.popFirst() else { return nil }
            let part = UInt64(octet & 0x7F)
            guard shift < 63 || part <= 1 else { return nil }
            number |= part << shift
            if octet & 0x80 == 0 { return octet == 0 && shift > 0 ? nil : number }
        }
        return nil
    }
}
