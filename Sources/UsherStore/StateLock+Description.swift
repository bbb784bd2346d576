extension StateLock.Fault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .held(let holder): "a daemon is already running here: \(holder); stop that one first"
        case .cannotOpen(let why): "the lock cannot be opened: \(why)"
        }
    }
}
