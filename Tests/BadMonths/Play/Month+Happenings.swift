import Glibc
import TestWorld
import UsherCore
import UsherWeb

/// What happens in a month, carried out.
extension Month {
    func perform(_ happening: Happening) {
        trace.note("\(world.now) \(happening)")
        witness.lookAtSpool()
        do { try perform(happening.what) } catch { trace.note("not done: \(error)") }
    }

    private func perform(_ what: Happening.What) throws {
        switch what {
        case .isEntered(let person, let campaign):
            tell("enrollments", person, ["campaign": campaign]) {
                .entered(person, campaign: campaign)
            }
        case .does(let person, let event, let late):
            let key = "\(event)-p\(person)-\(world.now)"
            witness.state.withLock { $0.keys[person, default: []].append(key) }
            var more = event == "purchased" ? ["value": "\(person + 5).00", "currency": "EUR"] : [:]
            if late > 0 { more["at"] = text(of: clock.now().adding(milliseconds: -late)) }
            tell("events", person, ["event": event, "key": key].merging(more) { $1 }) {
                .event(person, name: event, key: key)
            }
        case .signsUp(let person):
            let address = story.people[person].address
            let form = "address=\(address)&campaign=notebook&zone=\(self.person(person).zone)"
            post("/mail/subscribe", form, by: person) { _ in }
        case .confirms(let person):
            guard let path = witness.lastLetter(to: person, { $0.confirm }) else { return }
            post(path, "choice=confirm", by: person) { [witness] status in
                if status == 200 { witness.state.withLock { $0.nos[person]?.removeAll { !$0.isLasting } } }
            }
        case .saysNo(let person, let no): saysNo(person, no)
        case .comesBack(let person, let back): comesBack(person, back)
        case .manyComeBack(let campaign, let kind, let many): manyComeBack(campaign, kind, many)
        case .isErased(let person):
            // A command that fails has promised nothing, and may have begun.
            witness.state.withLock { $0.isErased(person) }
            let address = story.people[person].address
            let mine = try Others.beingErased(try books(), and: address)
            let before = try Others(try books(), except: mine)
            // The command's process may be killed as soon as it has written the job down.
            try person % 3 == 0 ? hands.beginErasing(address) : hands.erase(address)
            witness.state.withLock { state in
                state.erased[person] = false
                state.forgottenKeys[person, default: []] += state.keys.removeValue(forKey: person) ?? []
            }
            let after = try Others(try books(), except: mine)
            if let difference = before.difference(to: after) {
                witness.fail("erasing person \(person) touched somebody else: \(difference)")
            }
        case .suppresses(let person):
            witness.mayBeSuppressed(person, "unsubscribed")
            try hands.suppress(story.people[person].address)
            witness.answered(.no(person, .init(campaign: nil, until: nil, by: "operator")))
        case .suppressesAtLastMoment(let person): witness.state.withLock { _ = $0.hesitating.insert(person) }
        case .pauses(let campaign):
            try hands.pause(campaign)
            witness.state.withLock { $0.pauses[campaign] = world.now }
        case .pausesAtLastMoment(let campaign): witness.state.withLock { $0.pausing = .some(campaign) }
        case .resumes(let campaign):
            witness.state.withLock { if $0.pausing == .some(campaign) { $0.pausing = nil } }
            // The daemon has its time to tell of it.
            if let campaign, witness.state.withLock({ $0.breakers.paused[campaign] }) != nil {
                quiet = Witness.looks + 1_000_000_000
                try rest()
            }
            witness.lookForAlarm(of: campaign)
            let now = clock.elapsed
            witness.state.withLock { state in
                state.pauses[campaign] = nil
                state.wire.startOver()
                if let campaign { state.breakers.resume(campaign, now: now) }
            }
            try hands.resume(campaign)
        case .edits(let edit): try self.edit(edit)
        case .saysYes:
            try hands.sayYes()
            quiet = Self.quietAfterEdit
        case .setsClock(let person, let zone):
            let hours = Story.zones[zone].hours
            // Whatever comes of it, either is right for a while.
            witness.state.withLock { $0.clocks[person] = (hours, clock.passed) }
            try hands.set(story.people[person].address, zone: Story.zones[zone].name)
        case .retries: try retry()
        case .compacts: try hands.compact()
        case .isBackedUp: try isBackedUp()
        case .imports(let people, let campaign):
            for person in people where witness.state.withLock({ $0.erased[person] != nil }) {
                witness.state.withLock { $0.erased[person] = true }
            }
            let entered = try hands.imports(people.map(person), into: campaign)
            for (person, isIn) in zip(people, entered) where isIn {
                witness.answered(.entered(person, campaign: campaign))
            }
        case .relay(let weather):
            relay.moods = weather.moods
            witness.state.withLock { $0.weather = weather }
            witness.isTroubled()
        case .isKilled(let steps): killAt = world.steps + steps
        case .isCut(let call): disk.kill(process, atCall: call)
        case .losesPower(let call):
            losesPower = true
            disk.kill(process, atCall: call)
        case .diskIsFull(let room):
            diskIsBad()
            isDiskFull = true
            disk.limit(Books.size(database) + room)
        case .diskHasRoom: diskHasRoom()
        case .diskFails(let call, let times):
            diskIsBad()
            disk.fail(call.ofDisk, times: times)
        case .diskFailsWithRelay(let times):
            diskIsBad()
            witness.state.withLock { $0.failing = times }
        case .diskIsSlow(let call, let seconds, let times):
            diskIsBad()
            witness.isTroubled()
            disk.slow(call.ofDisk, by: .seconds(seconds), times: times)
        case .restarts: try restart()
        case .isSet(let milliseconds):
            witness.isNotWell()
            witness.state.withLock { state in
                state.wasSetAt.append(clock.elapsed)
                state.wire.startOver()
            }
            clock.set(by: milliseconds)
        }
    }

    /// As RFC 3339 has it.
    private func text(of moment: Timestamp) -> String {
        let (days, rest) = (moment.milliseconds.floored(Story.day), moment.milliseconds)
        let seconds = (rest - days * Story.day) / 1000
        var parts = tm()
        var time = time_t(days * 86_400 + seconds)
        gmtime_r(&time, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let date = "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
        return "\(date)T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
    }

    /// With the zone that somebody told of them last.
    private func person(_ number: Int) -> Story.Person {
        var person = story.people[number]
        guard let clock = witness.state.withLock({ $0.clocks[number] }) else { return person }
        for zone in Story.zones where zone.hours == clock.hours { (person.zone, person.hours) = zone }
        return person
    }

    private func edit(_ edit: Edit) throws {
        let old = witness.state.withLock { $0.shop }
        var new = old
        new.apply(edit)
        try MonthHome.edit(folder.path, story.choice, from: old, to: new)
        witness.state.withLock { state in
            state.shop = new
            for step in new.campaigns.flatMap(\.steps) { state.days[step.subject, default: []].append(step.days) }
            switch edit {
            case .wait(let step, _), .adds(let step, _), .removes(let step), .renames(let step):
                state.edited.insert(String(step.prefix { $0 != "/" }))
            case .wording, .breaks, .mends, .limits, .window, .signs: break
            }
        }
        quiet = Self.quietAfterEdit
    }

    private func retry() throws {
        let found = try books().rows(
            """
            SELECT d.id, c.address, a.name || '/' || s.name FROM deliveries d JOIN contacts c ON c.id = d.contact
            JOIN steps s ON s.id = d.step JOIN campaigns a ON a.id = s.campaign
            WHERE d.state IN ('failed', 'held') AND c.erased_at IS NULL ORDER BY d.id LIMIT 1
            """
        ).first
        guard let found, let id = found[0].flatMap({ Int64($0) }),
            let person = story.people.first(where: { $0.address == found[1] })
        else { return }
        witness.state.withLock { state in
            let name = found[2] ?? ""
            _ = state.retried.insert("\(person.number) \(state.subjects[name] ?? name)")
        }
        let isAgain = try hands.retry(id)
        trace.note("delivery \(id) is sent again: \(isAgain)")
    }

    func diskHasRoom() {
        isDiskFull = false
        disk.limit(nil)
    }

    /// Until this daemon's end, or a later one's, its disk may not be well.
    private func diskIsBad() { witness.state.withLock { $0.onBadDisk.formUnion([$0.life, $0.life + 1]) } }

    private func saysNo(_ person: Int, _ no: Happening.No) {
        guard let letter = witness.lastLetter(to: person, { $0.unsubscribe == nil ? nil : $0 }),
            let path = letter.unsubscribe
        else { return }
        let campaign = letter.subject.contains("/") ? String(letter.subject.prefix { $0 != "/" }) : nil
        let until = no == .pause ? clock.elapsed + 29 * Story.day : nil
        let said = Witness.No(campaign: no == .campaign ? campaign : nil, until: until, by: no.rawValue)
        witness.mayBeSuppressed(person, no == .pause ? "paused" : "unsubscribed")
        let form = no == .oneClick ? "List-Unsubscribe=One-Click" : "choice=\(no.rawValue)"
        post(path, form, by: person) { [witness] status in
            guard status == 200 else { return }
            witness.answered(.no(person, said))
        }
    }

    private func tell(
        _ path: String, _ person: Int, _ fields: [String: String], _ answer: @escaping @Sendable () -> Witness.Answered
    ) {
        var fields = fields
        // Each says it: whichever comes first makes the contact.
        fields["address"] = story.people[person].address
        fields["zone"] = self.person(person).zone
        fields["name"] = story.people[person].name
        let attributes = ["nickname": story.people[person].nickname]
        ask(.json("/mail/v1/\(path)", fields, attributes: attributes, token: token), by: person) { [witness] status in
            if status == 201 || status == 200 { witness.answered(answer()) }
        }
    }

    private func post(_ path: String, _ form: String, by person: Int, then: @escaping @Sendable (Int) -> Void) {
        ask(.form(path, form), by: person, then: then)
    }

    func ask(_ request: Life.Request, by person: Int, then: @escaping @Sendable (Int) -> Void) {
        witness.state.withLock { state in if state.erased[person] != nil { state.erased[person] = true } }
        let (trace, world) = (trace, world)
        life?.ask(request) { status in
            trace.note("\(world.now) person \(person): \(request.path.prefix(12)) \(status)")
            then(status)
        }
    }
}

extension Happening.DiskCall {
    fileprivate var ofDisk: FaultyDisk.Call { self == .write ? .write : .sync }
}
