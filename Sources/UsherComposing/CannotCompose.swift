/// Why one delivery's message cannot be made. Only that delivery fails; `usher queue retry` sends it when the cause is
/// gone.
struct CannotCompose: Error, Hashable, Sendable, CustomStringConvertible {
    let description: String

    init(_ sentence: String) { description = sentence }
}
