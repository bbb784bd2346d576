import Foundation
import UsherSupport

/// The mails of the spool that a backup takes along: each was answered with OK, and is on this disk alone.
///
/// Whoever delivers there gives them their names, and the daemon takes them meanwhile. What waits is copied before the
/// databases, and what is kept is read after them, so that a mail that is taken in between is recorded or kept.
struct SpoolMails {
    /// The path of the spool's folder.
    let path: String

    /// How many mails a backup does not have: unreadable ones, and those whose names none may have in it.
    private(set) var left = 0
    /// Why a folder could not be looked into; nil where none was in the way.
    private(set) var trouble: String?

    private static let mostOfAFolder = BackupName.mostMails / BackupName.mails.count

    init(path: String) { self.path = path }

    /// How many octets all mails have together, as they are now.
    var octets: Int64 {
        var total: Int64 = 0
        for folder in BackupName.mails {
            for name in (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")) ?? [] {
                var status = stat()
                if lstat("\(path)/\(folder)/\(name)", &status) == 0 { total += Int64(status.st_size) }
            }
        }
        return total
    }

    /// Gives each mail of one of the spool's folders, with its name in a backup, in their order. One that is gone by
    /// now is passed over.
    mutating func each(
        in folder: String, _ take: (_ name: String, _ octets: [UInt8]) throws(BackupFault) -> Void
    ) throws(BackupFault) {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)").sorted()
        } catch {
            if Folder.isThere("\(path)/\(folder)") { trouble = "\(path)/\(folder) cannot be read" }
            return
        }
        let mails = names.filter { !$0.hasPrefix(".") }
        let known = mails.filter { BackupName.isMailFile($0) }.prefix(Self.mostOfAFolder)
        left += mails.count - known.count
        for name in known {
            let octets: [UInt8]
            do throws(RegularFile.Fault) {
                octets = try RegularFile.octets(
                    of: "\(path)/\(folder)/\(name)", atMost: BackupName.largestMail, followsLinks: false)
            } catch {
                if error != .missing { left += 1 }
                continue
            }
            try take("state/spool/\(folder)/\(name)", octets)
        }
    }
}
