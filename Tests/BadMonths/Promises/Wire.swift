/// What the relay hears on each connection, and whether that is as the settings want it.
struct Wire: Sendable {
    private var pace: Pace
    private var backOff = BackOff()
    private let choice: MonthHome.Choice
    private var limits: MonthHome.Limits
    /// By the connections' numbers.
    private var senders: [Int: String] = [:]
    private var domains: [Int: String] = [:]
    private var messages: [Int: Int] = [:]
    /// The last one of a daemon that is dead: what comes over it still tells nothing about the living one.
    private var lastOfTheDead = 0

    init(_ choice: MonthHome.Choice) {
        self.choice = choice
        limits = choice.limits
        pace = Pace(choice.limits, connections: choice.connections)
    }

    /// A daemon begins that knows nothing of what was; its connections have numbers above `last`.
    mutating func begin(after last: Int) {
        lastOfTheDead = last
        startOver()
    }

    /// The operator ended a pause, set the calendar or the limits.
    mutating func startOver(_ limits: MonthHome.Limits? = nil) {
        self.limits = limits ?? self.limits
        backOff = BackOff()
        pace = Pace(self.limits, connections: choice.connections)
    }

    /// Whom the message that is on its way is from.
    func sender(on connection: Int) -> String { senders[connection] ?? "" }

    /// `at` is in milliseconds that went by; why the line may not come now.
    mutating func hear(_ line: String, on connection: Int, at: Int64) -> [String] {
        if line.hasPrefix("MAIL FROM:") {
            senders[connection] = String(line.drop { $0 != "<" }.prefix { $0 != " " })
            messages[connection, default: 0] += 1
            let most = choice.perConnection
            return messages[connection, default: 0] > most ? ["a connection has more than \(most) messages"] : []
        }
        guard line.hasPrefix("RCPT TO:"), connection > lastOfTheDead,
            let domain = line.split(separator: "@").last.map({ String($0.prefix { $0 != ">" }) })
        else { return [] }
        domains[connection] = domain
        return [pace.add(domain, at: at), backOff.wrong(domain, at: at)].compactMap(\.self)
    }

    mutating func hear(reply: String, on connection: Int, at: Int64) {
        if connection > lastOfTheDead { backOff.hear(reply, domain: domains[connection], at: at) }
    }
}
