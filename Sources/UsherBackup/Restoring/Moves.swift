import Foundation
import UsherHome
import UsherStore
import UsherSupport

/// The last part of a restore: what is in the way goes aside, and what was made ready into its place. All of it lies on
/// the same disk already.
struct Moves {
    let home: String
    let state: String
    /// The folder with the new `config` and `templates`.
    let stagedHome: String
    /// The folder with the new databases and their keys.
    let stagedState: String
    /// The name of the folders that take what was there.
    let aside: String
    /// The names of what is moved in the home; `names` has those of the state folder.
    let parts: [String]
    let names: [String]

    /// Moves everything, and gives the folders in which what was there lies now. Where it is ended half-way the mark
    /// stays, and a second run goes on.
    func run(owner: UInt32?) throws(BackupFault) -> [String] {
        let mails = [""] + BackupName.mails.map { "/\($0)" }
        let staged =
            [stagedState, stagedHome] + parts.map { "\(stagedHome)/\($0)" } + mails.map { "\(stagedState)/spool\($0)" }
        for folder in staged where Folder.isThere(folder) {
            try Folder.sync(folder)
        }
        let mark = StateFolder.mark(in: state)
        if !Folder.isThere(mark) { try NewFile(mark).finish() }
        try Folder.sync(state)
        do throws(BackupFault) {
            var moved: [String] = []
            for (folder, names) in [(state, names), (home, parts)] {
                if try clear(folder, names, owner) { moved.append("\(folder)/\(aside)") }
            }
            try fill(state, from: stagedState, names)
            // The home comes last: where it is new, nothing finds it before.
            try fill(home, from: stagedHome, parts)
            unlink(mark)
            try Folder.sync(state)
            return moved
        } catch {
            throw .cutShort(why: "\(error)")
        }
    }

    /// Moves what is in the way aside. True when something was there.
    private func clear(_ folder: String, _ names: [String], _ owner: UInt32?) throws(BackupFault) -> Bool {
        let present = names.filter { Folder.isThere("\(folder)/\($0)") }
        guard !present.isEmpty else { return false }
        let target = "\(folder)/\(aside)"
        guard mkdir(target, 0o700) == 0 || errno == EEXIST else { throw .cannotWrite(target, errno) }
        if let owner, folder == state { lchown(target, owner, ProcessUser.group(of: owner)) }
        for name in present { try Folder.move("\(folder)/\(name)", to: "\(target)/\(name)") }
        try Folder.sync(target)
        try Folder.sync(folder)
        return true
    }

    private func fill(_ folder: String, from staged: String, _ names: [String]) throws(BackupFault) {
        for name in names where Folder.isThere("\(staged)/\(name)") {
            try Folder.move("\(staged)/\(name)", to: "\(folder)/\(name)")
        }
        try Folder.sync(folder)
    }
}
