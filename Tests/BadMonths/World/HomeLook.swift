import Synchronization
import UsherHome

/// A month's files as they were read last: nobody reads them again before somebody has edited them.
final class HomeLook: Sendable {
    private let folder: String
    private let known = Mutex<(puts: Int, reading: HomeReading)?>(nil)

    init(_ folder: String) { self.folder = folder }

    var reading: HomeReading {
        let puts = MonthHome.puts.withLock { $0 }
        return known.withLock { known in
            if let known, known.puts == puts { return known.reading }
            let reading = HomeReader.inspect(folder)
            known = (puts, reading)
            return reading
        }
    }
}
