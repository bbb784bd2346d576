import UsherCore

/// What expectations may name. Nil where the file that says so could not be read: nothing is checked then.
struct ExpectationNames {
    var samples: [String]?
    /// The names of each campaign's steps.
    var steps: [String: [String]]
    var events: [String]?
}
