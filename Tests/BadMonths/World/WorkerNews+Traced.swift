import UsherDaemon

extension WorkerNews {
    /// Its line in a trace; nil for what differs from one play to the next, and for what says nothing.
    var traced: String? {
        switch self {
        case .settled(let message):
            switch message.settlement.result {
            case .sent: "settled \(message.settlement.delivery) sent"
            case let result: "settled \(message.settlement.delivery) \(result)"
            }
        case .paused(let pause): "paused \(pause.scope)"
        case .undone(let undone): "undone \(undone)"
        case .recordingStopped(let error): "recording stopped: \(error)"
        case .recordingBack: "recording is back"
        default: nil
        }
    }
}
