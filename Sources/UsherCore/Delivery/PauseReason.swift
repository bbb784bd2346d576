/// Why something is paused. `docs/store.md` lists the codes.
package enum PauseReason: KeptAsCode {
    /// The operator paused it, with what was said about it, if anything.
    case byHand(words: String?)
    /// A recipient domain blocks the shop's mail.
    case blocksUs
    /// So many of the last hour's messages were blocked.
    case manyBlocked(Int, of: Int)
    case slowerPace
    case refusesSender
    /// The relay cannot be used; `isInbox`: it is the rehearsal's own.
    case fault(RelayFault, isInbox: Bool)
    /// So many people, of the last so many messages, met an address that does not exist.
    case badList(people: Int, of: Int)
    /// A breaker: so many complaints about the messages that were accepted on one day.
    case complaints(Int, of: Int, day: CalendarDate)
    /// A breaker: so many hard bounces among the messages of one day; nil is among a campaign's first.
    case bounces(Int, of: Int, day: CalendarDate?)
    /// So many people of the last so many messages were refused, in whatever words.
    case refusesMany(people: Int, of: Int, domains: Int, example: DeliveryID)
    /// Messages of all campaigns were refused in the same words.
    case refusesAlike(people: Int, domains: Int, example: DeliveryID)
    /// One message of a campaign was refused in the same words; where there are two relays, by that of this kind.
    case messageRefused(people: Int, domains: Int, example: DeliveryID, of: MessageKind? = nil)
    /// So many messages went as may go on this day of the relay's warm-up.
    case warmUpDay(Int, most: Int)
    /// A restore paused it: what was sent, and who said no, after `made` (ISO 8601, UTC) is not known. `from` names the
    /// backup.
    case restored(from: String, made: String)
    case unknown(Coded)
}

extension PauseReason {
    package init?(known coded: Coded) {
        let data = coded.data
        func number(_ name: String) -> Int? { data[name].flatMap { Int($0) } }
        let example = data["example"].flatMap { Int64($0) }.map(DeliveryID.init)
        switch coded.code {
        case "by_hand": self = .byHand(words: data["words"])
        case "blocks_us": self = .blocksUs
        case "many_blocked":
            guard let blocked = number("blocked"), let count = number("of") else { return nil }
            self = .manyBlocked(blocked, of: count)
        case "slower_pace": self = .slowerPace
        case "refuses_sender": self = .refusesSender
        case "bad_list":
            guard let people = number("people"), let count = number("of") else { return nil }
            self = .badList(people: people, of: count)
        case "complaints":
            guard let people = number("people"), let count = number("of"),
                let day = data["day"].flatMap({ CalendarDate($0) })
            else { return nil }
            self = .complaints(people, of: count, day: day)
        case "bounces":
            guard let people = number("people"), let count = number("of") else { return nil }
            self = .bounces(people, of: count, day: data["day"].flatMap({ CalendarDate($0) }))
        case "refuses_many":
            guard let people = number("people"), let count = number("of"), let domains = number("domains"), let example
            else { return nil }
            self = .refusesMany(people: people, of: count, domains: domains, example: example)
        case "refuses_alike":
            guard let people = number("people"), let domains = number("domains"), let example else { return nil }
            self = .refusesAlike(people: people, domains: domains, example: example)
        case "message_refused":
            guard let people = number("people"), let domains = number("domains"), let example else { return nil }
            self = .messageRefused(
                people: people, domains: domains, example: example,
                of: data["kind"].flatMap(MessageKind.init(rawValue:)))
        case "warm_up_day":
            guard let day = number("day"), let most = number("most") else { return nil }
            self = .warmUpDay(day, most: most)
        case "restored":
            guard let backup = data["from"], let made = data["made"] else { return nil }
            self = .restored(from: backup, made: made)
        default:
            guard let fault = RelayFault(known: coded) else { return nil }
            self = .fault(fault, isInbox: data["inbox"] == "true")
        }
    }

    package var coded: Coded {
        switch self {
        case .byHand(let words): return Coded("by_hand", ["words": words])
        case .blocksUs: return Coded("blocks_us")
        case .manyBlocked(let blocked, let count):
            return Coded("many_blocked", ["blocked": "\(blocked)", "of": "\(count)"])
        case .slowerPace: return Coded("slower_pace")
        case .refusesSender: return Coded("refuses_sender")
        case .fault(let fault, let isInbox):
            var coded = fault.coded
            if isInbox { coded.data["inbox"] = "true" }
            return coded
        case .badList(let people, let count): return Coded("bad_list", ["people": "\(people)", "of": "\(count)"])
        case .complaints(let people, let count, let day):
            return Coded("complaints", ["people": "\(people)", "of": "\(count)", "day": "\(day)"])
        case .bounces(let people, let count, let day):
            return Coded("bounces", ["people": "\(people)", "of": "\(count)", "day": day?.description])
        case .refusesMany(let people, let count, let domains, let example):
            return Coded(
                "refuses_many",
                ["people": "\(people)", "of": "\(count)", "domains": "\(domains)", "example": "\(example)"])
        case .refusesAlike(let people, let domains, let example):
            return Coded(
                "refuses_alike", ["people": "\(people)", "domains": "\(domains)", "example": "\(example)"])
        case .messageRefused(let people, let domains, let example, let kind):
            return Coded(
                "message_refused",
                ["people": "\(people)", "domains": "\(domains)", "example": "\(example)", "kind": kind?.rawValue])
        case .warmUpDay(let day, let most): return Coded("warm_up_day", ["day": "\(day)", "most": "\(most)"])
        case .restored(let backup, let made): return Coded("restored", ["from": backup, "made": made])
        case .unknown(let coded): return coded
        }
    }
}

extension PauseReason {
    /// The breaker that the pause is about, if any: where it pauses a campaign it is about its list, and order mail
    /// beside its marketing goes on.
    package var breaker: Breaker? {
        switch self {
        case .complaints: .complaints
        case .bounces, .badList: .bounces
        default: nil
        }
    }

    /// Whether a campaign that is paused for it holds what goes through this stream. A breaker's pause holds nothing
    /// that has a relay of its own as transactional mail; one for a message that one of two relays refuses, nothing of
    /// the other's.
    package func holds(_ stream: MailStream) -> Bool {
        switch self {
        case .messageRefused(_, _, _, let kind?): stream.kind == nil || stream.kind == kind
        default: stream != .transactional || breaker == nil
        }
    }
}
