import Foundation
import UsherStore

/// Looks at a backup without restoring it, as a restore would: it is read to its end, its databases are unpacked beside
/// it (or in the folder for temporary files, where nothing may be written there) and looked at, and removed again.
package enum BackupCheck {
    package struct Result: Sendable {
        package let content: BackupContent
        package let people: BackupContacts
    }

    package static func run(_ path: String) throws(BackupFault) -> Result {
        let file = try BackupFile(path)
        let beside = Folder.parent(of: path)
        let folder = access(beside, W_OK | X_OK) == 0 ? beside : NSTemporaryDirectory()
        let work = try WorkFolder(in: folder, named: ".usher-verify")
        defer { work.remove() }
        let content = try BackupContent.read(file) { (name) throws(BackupFault) in
            BackupName.databases.contains(name) ? work(String(name.dropFirst("state/".count))) : nil
        }
        let facts = try content.check(in: work.path, of: path)
        return Result(content: content, people: content.people(facts))
    }
}
