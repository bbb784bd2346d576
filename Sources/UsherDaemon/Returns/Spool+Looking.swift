import UsherCore
import UsherSupport

/// Looks into the spool for whoever waits for one mail, beside the daemon that takes them all.
extension Spool {
    /// The names of the mails that wait and of those that are kept.
    package func present() throws(Fault) -> Set<String> {
        Set(try names(most: Self.mostWaiting) + keptNames())
    }

    /// The first mail that is not among `seen` and that `isIt` takes; what it looked at is added. A mail that the
    /// daemon takes meanwhile has the same name where it is kept.
    package func find(but seen: inout Set<String>, isIt: ([UInt8]) -> Bool) throws(Fault) -> Bool {
        for name in try names(most: Self.mostWaiting, but: seen) + keptNames() where !seen.contains(name) {
            let octets: [UInt8]
            do throws(RegularFile.Fault) {
                octets = try RegularFile.octets(
                    of: "\(path)/new/\(name)", atMost: Self.largest + 1000, followsLinks: false)
            } catch {
                // The daemon was quicker; the next look finds it where it is kept, or never.
                guard
                    let kept = try? RegularFile.octets(
                        of: keptPath(name), atMost: Self.largest + 1000, followsLinks: false)
                else { continue }
                octets = kept
            }
            seen.insert(name)
            if isIt(octets) { return true }
        }
        return false
    }
}
