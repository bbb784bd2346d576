/// Something that happens in a month, at its moment of the calendar.
package struct Happening: Hashable, Sendable {
    /// Milliseconds since the month began.
    package let at: Int64
    package let what: What

    package enum What: Hashable, Sendable {
        // People, by their numbers.
        case isEntered(Int, campaign: String)
        case signsUp(Int)
        /// Presses the button behind the link of the confirmation, where it has come.
        case confirms(Int)
        /// What a program tells so many milliseconds later.
        case does(Int, event: String, late: Int64)
        /// By the link of the last e-mail, where one has come.
        case saysNo(Int, No)
        case isErased(Int)
        /// A mail about a letter that has come to the person.
        case comesBack(Int, Return)
        /// The same of up to a dozen people, about a campaign's letters of one day.
        case manyComeBack(campaign: String, Return.Kind, Many = .all)

        // The operator.
        case suppresses(Int)
        /// While the next message to the person is in the relay's dialogue already.
        case suppressesAtLastMoment(Int)
        case pauses(campaign: String?)
        /// While the next message is in the relay's dialogue already.
        case pausesAtLastMoment(campaign: String?)
        case resumes(campaign: String?)
        case edits(Edit)
        /// `usher reload --yes`, for an edit that is held.
        case saysYes
        case setsClock(Int, zone: Int)
        /// `usher queue retry`: the first that failed, or is held.
        case retries
        case compacts
        case imports([Int], campaign: String)
        /// And the backup is restored on another machine, while this one goes on.
        case isBackedUp

        // The world.
        case relay(Weather)
        case isKilled(afterSteps: Int)
        /// In the middle of whatever its disk is asked for.
        case isCut(atCall: Int)
        case losesPower(atCall: Int)
        case diskIsFull(room: Int)
        case diskHasRoom
        case diskFails(DiskCall, times: Int)
        /// As soon as the relay takes no connection.
        case diskFailsWithRelay(times: Int)
        case diskIsSlow(DiskCall, seconds: Int, times: Int)
        case restarts
        case isSet(milliseconds: Int64)
    }

    package enum No: String, CaseIterable, Sendable {
        case oneClick = "one-click", all, campaign, pause
    }

    /// Which of many: a few and, later, the next few say as much as all at once; and one says it late.
    package enum Many: String, Sendable {
        case all, first, next, late

        var places: Range<Int> {
            switch self {
            case .all: 0..<12
            case .first: 0..<3
            case .next: 3..<6
            case .late: 12..<13
            }
        }
    }

    package enum DiskCall: String, CaseIterable, Sendable {
        case write, sync
    }

    /// What the relay is like from now on.
    package enum Weather: String, CaseIterable, Sendable {
        case fine, slow, gone, hangsUp, hangs, refusesPeople, refusesMessages, throttles, denies, garbles, splits
    }
}

extension Happening: CustomStringConvertible {
    package var description: String { "\(Self.time(at))  \(what)" }

    /// `day 3 09:30:00.120`.
    package static func time(_ milliseconds: Int64) -> String {
        let (days, rest) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
        let seconds = rest / 1000
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let fraction = "\(rest % 1000 + 1000)".dropFirst()
        return "day \(days + 1) \(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60)).\(fraction)"
    }
}

extension Happening.What: CustomStringConvertible {
    package var description: String {
        switch self {
        case .isEntered(let person, let campaign): "person \(person) is entered into \(campaign)"
        case .signsUp(let person): "person \(person) signs up"
        case .confirms(let person): "person \(person) confirms"
        case .does(let person, let event, let late):
            "person \(person): \(event)" + (late > 0 ? ", \(late / 60_000) minutes ago" : "")
        case .saysNo(let person, let no): "person \(person) says no (\(no.rawValue))"
        case .isErased(let person): "person \(person) is erased"
        case .comesBack(let person, let back): "a letter to person \(person) comes back: \(back)"
        case .manyComeBack(let campaign, let kind, let many):
            "many letters of \(campaign) come back (\(many.rawValue)): \(kind.rawValue)"
        case .suppresses(let person): "the operator enters a no of person \(person)"
        case .suppressesAtLastMoment(let person): "the operator enters a no of person \(person) at the last moment"
        case .pauses(let campaign): "the operator pauses \(campaign ?? "the relay")"
        case .pausesAtLastMoment(let campaign): "the operator pauses \(campaign ?? "the relay") at the last moment"
        case .resumes(let campaign): "the operator resumes \(campaign ?? "the relay")"
        case .edits(let edit): "the operator edits: \(edit)"
        case .saysYes: "the operator says yes to the edits"
        case .setsClock(let person, let zone):
            "the operator sets the clock of person \(person) to \(Story.zones[zone].name)"
        case .retries: "the operator has a failed delivery sent again"
        case .compacts: "the operator has the database written anew"
        case .imports(let people, let campaign): "the operator imports \(people.count) people into \(campaign)"
        case .isBackedUp: "a backup is taken, and restored on another machine"
        case .relay(let weather): "the relay is \(weather.rawValue) from now on"
        case .isKilled(let steps): "the daemon is killed after \(steps) steps more"
        case .isCut(let call): "the daemon is killed in call \(call) of its disk from now"
        case .losesPower(let call): "the power fails in call \(call) of the daemon's disk from now"
        case .diskIsFull(let room): "the disk has room for \(room) octets more"
        case .diskHasRoom: "the disk has room again"
        case .diskFails(let call, let times): "the disk fails at its next \(times) calls to \(call.rawValue)"
        case .diskFailsWithRelay(let times): "the disk fails at \(times) writes, as soon as the relay is gone"
        case .diskIsSlow(let call, let seconds, let times):
            "the disk's next \(times) calls to \(call.rawValue) take \(seconds) seconds each"
        case .restarts: "the daemon is stopped and started"
        case .isSet(let milliseconds): "the calendar is set by \(milliseconds / 1000) seconds"
        }
    }
}
