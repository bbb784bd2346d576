import UsherCore
import UsherHome
import UsherTemplates

/// Plays every `.expect` file through the real scheduler and says what comes out otherwise.
///
/// One simulation plays them all, each as a person of its own, until nothing more can happen: a step that nobody
/// expects is found, however late it would go.
package enum ExpectationCheck {
    /// The problems by expectation, in the files' order; empty when all is as expected. Blocks on a temporary folder.
    /// For files without errors.
    package static func problems(_ files: HomeFiles) -> [Problem] {
        guard let first = files.expectations.first else { return [] }
        do {
            let played = files.expectations.compactMap { expectation in
                files.samples.first { $0.handle == expectation.person }.map { (expectation, $0) }
            }
            let lives = played.map { $0.life(of: $1, settings: files.settings) }
            let outcomes = try Simulator(files: files).play(lives)
            return zip(played, outcomes).flatMap { $0.0.problems($1) }
        } catch {
            return [Problem(file: first.place.file, "cannot be played: \(error)")]
        }
    }
}

extension HomeCheck {
    /// Finds what `usher check` prints and what a reload must pass: `unplayed`, and every expectation played where
    /// nothing else is wrong. Reads the disk; blocks.
    package static func run(
        _ home: String, environment: [String: String] = [:], startsHere: Bool = true,
        templates: CompiledTemplates = CompiledTemplates()
    ) -> Report {
        var report = unplayed(home, environment: environment, startsHere: startsHere, templates: templates)
        if let files = report.files { report.add(ExpectationCheck.problems(files)) }
        return report
    }
}

extension Expectation {
    /// The life that an expectation describes: its person, beginning and events, on the person's own clock.
    fileprivate func life(of sample: Sample, settings: Settings) -> Simulator.Life {
        var person = ContactDraft(sample)
        person.zone = zone ?? sample.zone
        let clock = settings.clock(of: person.zone)
        let moment = clock.moment(of: self.entry)
        var data = SampleData(sample.event)
        let entry: Simulator.Happening.What
        switch start {
        case .enters: entry = .enters(campaign: campaign, data: sample.event)
        case .does(let event, let value):
            person.stage = sample.stage
            entry = .does(Event(name: event, key: "", at: moment, value: value, data: data.next(event)))
        }
        let events = events.map { happening in
            // What stands after a step of the same minute comes after it.
            let at = clock.moment(of: happening.at).adding(milliseconds: happening.followsStep ? 1000 : 0)
            let event = Event(
                name: happening.name, key: "", at: at, value: happening.value, data: data.next(happening.name))
            return Simulator.Happening(at: at, .does(event))
        }
        return Simulator.Life(person: person, happenings: [.init(at: moment, entry)] + events)
    }

    /// The differences between what an expectation says and what came out. Where the person was refused, why nothing of
    /// it comes.
    fileprivate func problems(_ outcome: Simulator.Outcome) -> [Problem] {
        if let refused = outcome.messages.first(where: { $0.name.campaign == campaign && $0.isRefusal }) {
            let why = refused.words ?? "it is refused"
            return steps.isEmpty ? [] : [problem("\(person) does not enter '\(campaign)': \(why)")]
        }
        if let event = outcome.events.first(where: \.isRefused) {
            return [problem("'\(event.event)' is \(event.followed.first ?? "not recorded")")]
        }
        return differences(
            timeline: outcome.messages.filter { $0.name.campaign == campaign && $0.state == .sent }
                .map { ($0.name.name, $0.at, $0.clock) })
    }

    private func problem(_ message: String) -> Problem {
        Problem(file: place.file, line: place.line, column: place.column, message)
    }
}
