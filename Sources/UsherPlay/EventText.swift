import UsherCore
import UsherHome
import UsherIntake

/// An event as the command line says it: `--event "purchased 2026-11-27T23:50 product=starter value=48.00 currency=EUR
/// order=1042"`. What somebody does, when, with which data.
struct EventText: Hashable {
    let name: String
    private let moment: String
    private let product: String?
    private let value: Money?
    private let data: [String: String]

    /// Reads the text of the option. Throws one clause for a text that says nothing usable.
    init(_ text: String, journey: Journey) throws(Misreading) {
        let form = "write for example --event \"purchased 2026-11-27T23:50\""
        var words = text.split(whereSeparator: \.isWhitespace).map(String.init)[...]
        guard let name = words.popFirst() else { throw Misreading("the event is empty; \(form)") }
        guard journey.events[name] != nil else {
            throw Misreading(
                EventRefusal.unknownEvent(name, hint: Suggestion.phrase(for: name, in: journey.events.keys.sorted()))
                    .sentence)
        }
        let moment = words.prefix { !$0.contains("=") }
        guard (1...2).contains(moment.count) else {
            throw Misreading("'\(PlainText.shown(text))' needs an event and one moment; \(form)")
        }
        words = words.dropFirst(moment.count)
        var data: [String: String] = [:]
        for word in words {
            let sides = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard sides.count == 2, Identifier.isOne(sides[0], also: "_"), !sides[1].isEmpty else {
                throw Misreading("'\(PlainText.shown(word))' is not NAME=VALUE; \(form)")
            }
            data[sides[0]] = sides[1]
        }
        self.name = name
        self.moment = moment.joined(separator: "T")
        product = data.removeValue(forKey: "product")
        let currency = data.removeValue(forKey: "currency")
        guard let value = data.removeValue(forKey: "value") else {
            guard currency == nil else { throw Misreading(DraftReader.currencyAlone) }
            self.value = nil
            self.data = data
            return
        }
        self.value = try Money(value: value, currency: currency)
        self.data = data
    }

    /// The event at its moment on the person's clock; `known` is data that it has anyway, unless the text says
    /// otherwise.
    func event(clock: ZoneClock, data known: [String: String]) throws(Misreading) -> Event {
        Event(
            name: name, key: "", at: try Timestamp(parsing: moment, clock: clock), value: value, product: product,
            data: known.merging(data) { _, own in own })
    }
}
