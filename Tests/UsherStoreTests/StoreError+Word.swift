import UsherCore

extension StoreError {
    /// Which case it is, whatever the sentence.
    var word: String {
        switch self {
        case .busy: "busy"
        case .cannotRecord: "cannotRecord"
        case .corrupt: "corrupt"
        case .newer: "newer"
        case .unlike: "unlike"
        case .outdatedDaemon: "outdatedDaemon"
        case .older: "older"
        case .cannotOpen: "cannotOpen"
        case .moved: "moved"
        case .defect: "defect"
        }
    }
}
