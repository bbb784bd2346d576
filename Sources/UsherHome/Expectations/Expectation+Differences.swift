import UsherCore

extension Expectation {
    /// What a simulation shows and the expectation does not say, and the other way round; empty when they agree.
    ///
    /// `timeline` are the messages of this campaign that the person got, in order of time: the step's name, when, and
    /// the person's clock. Times are compared to the minute. Each problem names the file, line and column of what it
    /// contradicts.
    package func differences(timeline: [(step: String, at: Timestamp, clock: ZoneClock)]) -> [Problem] {
        var rest = timeline.map { (step: $0.step, at: Self.minute($0.clock.wall(at: $0.at))) }
        var problems: [Problem] = []
        for expected in steps {
            guard let index = rest.firstIndex(where: { $0.step == expected.name }) else {
                problems.append(
                    Self.problem(
                        expected.place, "\(person) does not get '\(expected.name)', expected \(expected.moment)"))
                continue
            }
            let found = rest.remove(at: index)
            if found.at != expected.at {
                problems.append(
                    Self.problem(
                        expected.place,
                        "\(person) gets '\(expected.name)' on \(Wording.dayAndTime(found.at)), not \(expected.moment)"))
            }
        }
        return problems + rest.compactMap { unexpected($0.step, $0.at) }
    }

    private func unexpected(_ step: String, _ at: WallTime) -> Problem? {
        let what = "\(person) gets '\(step)' on \(Wording.dayAndTime(at))"
        switch end {
        case .nothingAfter(let event, let moment) where at >= moment:
            return Self.problem(endPlace, "\(what), after '\(event)'")
        case .anything where at > (steps.last?.at ?? entry): return nil
        default: return Self.problem(place, "\(what), which is not expected")
        }
    }

    private static func minute(_ wall: WallTime) -> WallTime {
        WallTime(milliseconds: wall.milliseconds - wall.millisecondOfDay % 60_000)
    }

    private static func problem(_ place: Place, _ message: String) -> Problem {
        Problem(file: place.file, line: place.line, column: place.column, message)
    }
}

extension Expectation.ExpectedStep {
    fileprivate var moment: String { isAtOnce ? "at once" : "on \(Wording.dayAndTime(at))" }
}
