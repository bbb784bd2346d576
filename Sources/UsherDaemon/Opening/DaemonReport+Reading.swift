import Foundation
import UsherReports
import UsherStore

extension DaemonReport {
    /// The report that the daemon of a state folder wrote last; nil where none runs, and for one that wrote nothing.
    package static func read(state folder: String) -> DaemonReport? {
        // A daemon that is writing just now is done in a moment.
        for attempt in 1...5 {
            guard let text = StateLock.note(folder: folder) else { return nil }
            if let report = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)) { return report }
            if attempt < 5 { usleep(1000) }
        }
        return nil
    }
}
