import UsherCore

/// What expectations may name. Nil where the file that says so could not be read: nothing is checked then.
struct ExpectationNames {
    var samples: [String]?
    /// The names of each campaign's steps.
    var steps: [String: [String]]
    var events: [String]?
    /// Other words for events: `buys` for `purchased`.
    var said: [String: String] = [:]

    init(samples: [String]?, steps: [String: [String]], events: [String]?) {
        self.samples = samples
        self.steps = steps
        self.events = events
    }

    init(samples: [String]?, steps: [String: [String]], journey: Journey?) {
        self.init(samples: samples, steps: steps, events: journey?.events.keys.sorted())
        for (name, event) in journey?.events ?? [:] {
            for word in event.said { said[word] = name }
        }
    }

    /// What `words` mean, with or without an article: `purchased`, `buys`, `a refund`.
    func event(_ words: [String]) -> String? {
        let words = words.count > 1 && ["a", "an", "the"].contains(words[0]) ? Array(words.dropFirst()) : words
        guard words.count == 1, let word = words.first else { return nil }
        if let name = said[word] { return name }
        // Where the events could not be read, every word may be one.
        return events?.contains(word) ?? true ? word : nil
    }

    /// All words that mean an event.
    var eventWords: [String]? { events.map { $0 + said.keys.sorted() } }
}
