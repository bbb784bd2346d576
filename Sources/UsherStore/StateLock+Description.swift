extension StateLock.Fault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .held(let holder): "a daemon is already running here: \(holder); stop that one first"
        case .failed(let why): "the lock cannot be opened now: \(why); look at the machine, and try again"
        case .cannotOpen(let why): "the lock cannot be opened: \(why)"
        }
    }
}
