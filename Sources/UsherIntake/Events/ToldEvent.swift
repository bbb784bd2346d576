import UsherCore

/// What one line, or one command, asks to be remembered.
package enum ToldEvent: Hashable, Sendable {
    case event(EventRequest)
    case visits(Visits)
}
