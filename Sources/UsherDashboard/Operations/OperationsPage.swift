import UsherCore
import UsherReports

/// The page of what the daemon does, has to do and could not do. Pure; it says what the daemon says, not what files say
/// it should.
struct OperationsPage {
    /// One list of the queue.
    enum List: String, CaseIterable {
        case due, doubt, held, failed

        /// How many deliveries of a list are shown on a page.
        static let most = 20
        /// How many pages of a list are led to; what lies behind is asked for with `usher queue list`.
        static let mostPages = 50
        /// How far deliveries are counted, where no counter says how many there are.
        static let mostCounted = 1000

        var canBeRetried: Bool { self != .due }
        var canBeCancelled: Bool { self != .failed }

        /// The rows of a page: of what waits, those that have waited longest come first; of what is over, the newest.
        func shown<Row>(_ rows: [Row], page: Int = 1) -> [Row] {
            let passed = (page - 1) * Self.most
            return switch self {
            case .due, .doubt: Array(rows.dropFirst(passed).prefix(Self.most))
            case .held, .failed: Array(rows.dropLast(passed).suffix(Self.most))
            }
        }

        /// The filter that reads as many rows as there are up to this page's end, and one more.
        func filter(now: Timestamp, page: Int = 1) -> DeliveryFilter {
            let limit = page * Self.most + 1
            return switch self {
            case .due: DeliveryFilter(states: [.queued], dueBy: now, limit: limit)
            case .doubt: DeliveryFilter(states: [.queued, .held], inDoubtOnly: true, limit: Self.mostCounted + 1)
            case .held: DeliveryFilter(states: [.held], limit: limit)
            case .failed: DeliveryFilter(states: [.failed, .bounced], limit: limit)
            }
        }

        /// The page that a query asks for, as in `?failed=2`; the first for anything else.
        func page(_ query: [String: String]) -> Int {
            let page = query[rawValue].flatMap { Int($0) } ?? 1
            return (1...Self.mostPages).contains(page) ? page : 1
        }
    }

    let status: HomeStatus
    let lists: [List: [(line: DeliveryLine, person: ContactID?)]]
    /// The page of each list that is shown; the first where none is named.
    var pages: [List: Int] = [:]
    /// The deliveries that are not offered to be sent again, with why.
    var vain: [Int64: String] = [:]
    let returned: [ReturnedLine]
    let unmatched: [ReturnedLine]
    let relays: [RelayState]
    let domains: [DomainState]
    let pausable: [String]
    /// The names of the campaigns whose failures can be told apart.
    let campaigns: [String]
    let hasInbox: Bool
    let clock: ZoneClock
    let language: DashboardLanguage

    private var texts: Texts { Texts(language) }

    var values: [String: TemplateValue] {
        let numbers = Numbers(language: language)
        let troubles = troubles
        return [
            "waits_for": .text(status.waitsFor),
            "mood": .text(status.pauses.isEmpty && troubles.isEmpty ? "calm" : "notice"),
            "since": .text(status.daemon.map { moment($0.since) } ?? ""),
            "files_since": .text(status.daemon.map { moment($0.filesSince) } ?? ""),
            "contacts": .text(numbers.count(status.contacts)), "active": .text(numbers.count(status.activeEnrollments)),
            "suppressed": .text(numbers.count(status.suppressions)), "warm_up": .text(status.warmUp?.text ?? ""),
            "has_troubles": .flag(!troubles.isEmpty), "troubles": Self.sentences(troubles),
            "has_pauses": .flag(!status.pauses.isEmpty),
            "pauses": .list(
                status.pauses.map { pause in
                    .object([
                        "sentence": .text(pause.text), "what": .text(pause.paused),
                        "can_be_resumed": .flag(pause.canBeResumed),
                    ])
                }),
            "pausable": .list(pausable.map { .object(["name": .text($0)]) }),
            "resendable": .list(campaigns.map { .object(["name": .text($0)]) }), "has_inbox": .flag(hasInbox),
            "relays": .list(relays.map(row)),
            "has_domains": .flag(!domains.isEmpty), "domains": .list(domains.prefix(DomainState.most).map(row)),
            "states": .list(
                DeliveryState.allCases.map { state in
                    .object([
                        "state": .text(texts["state_\(state.rawValue)"]),
                        "count": .text(numbers.count(status.deliveries[state.rawValue] ?? 0)),
                    ])
                }),
            "lists": .list(List.allCases.map(list)),
            "returned_lists": .list([
                returnedList("returned", returned, title: "returned_title", nothing: "returned_none"),
                returnedList("unmatched", unmatched, title: "unmatched_title", nothing: "unmatched_none"),
            ]),
        ]
    }

    /// The sentences about what is wrong, in the words of the commands.
    private var troubles: [String] {
        let daemon = status.daemon
        let silent = [
            ("the relay", daemon?.relayWaitsSince),
            ("transactional mail's relay", daemon?.transactionalRelayWaitsSince),
        ].compactMap { name, since in since.map { "\(name) has not answered since \(moment($0))" } }
        return [
            daemon?.cannotRecord.map { "nothing can be recorded, so nothing is sent: \($0)" }, status.files,
            status.mailboxIsWell ? nil : status.mailbox, status.signUps,
        ].compactMap(\.self) + silent + status.warnings.map(\.text)
    }

    private static func sentences(_ list: [String]) -> TemplateValue {
        .list(list.map { .object(["sentence": .text($0)]) })
    }

    private func list(_ list: List) -> TemplateValue {
        let (rows, page) = (lists[list] ?? [], pages[list] ?? 1)
        return .object([
            "key": .text(list.rawValue), "title": .text(texts["\(list.rawValue)_title"]),
            "nothing": .text(texts["\(list.rawValue)_none"]), "has_rows": .flag(!rows.isEmpty),
            "rows": .list(list.shown(rows, page: page).map { row($0.line, $0.person) }),
            "shown": .text(shown(list, rows.count, page)), "total": .text(total(list)),
            "previous": .text(page > 1 ? "\(page - 1)" : ""),
            "following": .text(rows.count > page * List.most && page < List.mostPages ? "\(page + 1)" : ""),
            "can_retry": .flag(list.canBeRetried), "can_cancel": .flag(list.canBeCancelled),
            "has_picks": .flag(list.shown(rows, page: page).contains { vain[$0.line.delivery] == nil }),
        ])
    }

    /// The words for which deliveries are shown: `20`; of a later page `21–40`.
    private func shown(_ list: List, _ count: Int, _ page: Int) -> String {
        let numbers = Numbers(language: language)
        let last = min(count, page * List.most)
        return page == 1 ? numbers.count(last) : "\(numbers.count((page - 1) * List.most + 1))–\(numbers.count(last))"
    }

    /// The words for how many there are, by the counters of the states; what is in doubt is counted.
    private func total(_ list: List) -> String {
        func of(_ states: DeliveryState...) -> Int { states.reduce(0) { $0 + (status.deliveries[$1.rawValue] ?? 0) } }
        return switch list {
        case .due: Numbers(language: language).count(status.overdue)
        case .doubt: counted(lists[list]?.count ?? 0)
        case .held: Numbers(language: language).count(of(.held))
        case .failed: Numbers(language: language).count(of(.failed, .bounced))
        }
    }

    private func counted(_ count: Int) -> String {
        let numbers = Numbers(language: language)
        return count > List.mostCounted
            ? "\(texts["more_than"]) \(numbers.count(List.mostCounted))" : numbers.count(count)
    }

    private func returnedList(_ key: String, _ lines: [ReturnedLine], title: String, nothing: String) -> TemplateValue {
        .object([
            "key": .text(key), "title": .text(texts[title]), "nothing": .text(texts[nothing]),
            "has_rows": .flag(!lines.isEmpty), "rows": .list(lines.prefix(List.most).map(row)),
            "shown": .text(Numbers(language: language).count(min(lines.count, List.most))),
            "total": .text(counted(lines.count)),
        ])
    }

    private func row(_ relay: RelayState) -> TemplateValue {
        let state =
            relay.pause.map { _ in texts["relay_paused"] }
            ?? relay.silentSince.map { "\(texts["relay_silent"]) \(moment($0))" } ?? texts["relay_well"]
        return .object([
            "name": .text(relay.name), "server": .text(relay.server ?? texts["relay_inbox"]), "state": .text(state),
            "said": .text(relay.pause ?? ""),
        ])
    }

    private func row(_ domain: DomainState) -> TemplateValue {
        let numbers = Numbers(language: language)
        return .object([
            "name": .text(domain.name), "limit": .text(domain.perSecond.map { numbers.rate($0) } ?? "–"),
            "refused": .text(numbers.count(domain.refused)),
            "state": .text(texts[domain.pause == nil ? "relay_well" : "relay_paused"]),
            "said": .text(domain.pause ?? ""),
        ])
    }

    private func row(_ line: DeliveryLine, _ person: ContactID?) -> TemplateValue {
        let answer = line.code.map { [$0, line.reply ?? ""].filter { !$0.isEmpty }.joined(separator: " ") }
        return .object([
            "number": .text("\(line.delivery)"), "can_pick": .flag(vain[line.delivery] == nil),
            "message": .text(line.message), "to": .text(line.address),
            "person": .text(person.map { "\($0)" } ?? ""),
            "letter": .text(person != nil && line.attempts > 0 ? "\(line.delivery)" : ""),
            "state": .text(texts["state_\(line.state.rawValue)"]),
            "when": .text((line.due ?? line.settled).map(moment) ?? ""),
            "why": .text(
                [answer, line.words, vain[line.delivery].map { "not sent again: \($0)" }].compactMap(\.self)
                    .joined(separator: "; ")),
        ])
    }

    private func row(_ line: ReturnedLine) -> TemplateValue {
        .object([
            "number": .text("\(line.id)"), "when": .text(moment(line.at)), "effect": .text(line.effect.words),
            "to": .text(line.address ?? "–"),
            "summary": .text(line.summary.isEmpty ? line.kind.rawValue : line.summary),
        ])
    }

    private func moment(_ text: String) -> String {
        guard let moment = try? Timestamp(parsing: text, clock: .utc) else { return text }
        return LocalFormat.moment(moment, clock: clock, language: language.rawValue)
    }
}
