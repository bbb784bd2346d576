import Testing

/// Whole-daemon scenarios with the built binary. One after the other: each has the machine to itself.
@Suite("Scenarios", .serialized)
enum Scenarios {}
