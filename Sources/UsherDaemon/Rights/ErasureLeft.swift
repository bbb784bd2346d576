import UsherCore
import UsherInbox

/// A part of an erasure that is not done, and why.
package enum ErasureLeft: Hashable, Sendable {
    /// So many messages of the person, or that speak of them, are being sent right now.
    case onItsWay(Int)
    /// Others go on writing about the person.
    case more
    case inbox(InboxError)
    /// Mail that came back, and is kept, cannot be searched or removed.
    case spool(Spool.Fault)
    case database(DatabaseFault)
    /// The other mode's database cannot be opened.
    case otherMode(String)
    /// Somebody reads a database all the time, so that its log cannot be emptied.
    case beingRead(path: String)

    /// Whether what is in the way passes by itself, in seconds.
    var mayPass: Bool {
        switch self {
        case .onItsWay, .more, .beingRead: true
        case .inbox, .spool, .otherMode: false
        case .database(let fault): fault.cause == .busy
        }
    }
}

extension ErasureLeft: CustomStringConvertible {
    /// The reason in one clause, without anybody's address.
    package var description: String {
        switch self {
        case .onItsWay(1): "a message to the person, or about them, is on its way"
        case .onItsWay(let count): "\(count) messages to the person, or about them, are on their way"
        case .more: "other processes write about the person all the time"
        case .inbox(let error): "\(error)"
        case .spool(let fault): "\(fault)"
        case .database(let fault): "\(fault)"
        case .otherMode(let fault): fault
        case .beingRead(let path): "another process reads \(path) all the time, so that its log cannot be emptied"
        }
    }
}
