import Foundation
import UsherSupport

/// Reads the files of a home, each bounded and checked.
struct HomeDisk {
    /// Larger files are refused: nobody writes a megabyte of configuration or e-mail by hand.
    static let largestFile = 1 << 20

    /// Absolute.
    let folder: String

    struct Entry: Hashable {
        let name: String
        let isFolder: Bool
    }

    func exists(_ path: String) -> Bool { access("\(folder)/\(path)", F_OK) == 0 }

    /// What stands in a folder, by name. Hidden files and editors' backups (`.x`, `x~`, `#x#`) are left out; a folder
    /// that is not there is empty, and one that cannot be read is reported.
    func entries(_ path: String, log: ProblemLog) -> [Entry] {
        let full = "\(folder)/\(path)"
        guard access(full, F_OK) == 0 else { return [] }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: full).sorted()
                .filter { !$0.hasPrefix(".") && !$0.hasPrefix("#") && !$0.hasSuffix("~") }
                .map { name in
                    var isFolder: ObjCBool = false
                    let isThere = FileManager.default.fileExists(atPath: "\(full)/\(name)", isDirectory: &isFolder)
                    return Entry(name: name, isFolder: isThere && isFolder.boolValue)
                }
        } catch {
            log.add(at: Place(file: path), "the folder cannot be read; check its owner and permissions")
            return []
        }
    }

    /// The text of a file, without a byte order mark; nil after saying in `log` why it cannot be had.
    func text(_ path: String, log: ProblemLog) -> String? {
        let octets: [UInt8]
        do {
            octets = try RegularFile.octets(of: "\(folder)/\(path)", atMost: Self.largestFile)
        } catch {
            if case .failed = error {
                log.addMachines(path, error.reason)
            } else {
                log.add(at: Place(file: path), error.reason)
            }
            return nil
        }
        return Self.text(octets, of: path, log: log)
    }

    /// The text that a file of these octets holds, as above.
    static func text(_ octets: [UInt8], of path: String, log: ProblemLog) -> String? {
        let content = octets.starts(with: [0xEF, 0xBB, 0xBF]) ? octets[3...] : octets[...]
        guard let text = String(validating: content, as: UTF8.self) else {
            let place = firstFault(content)
            log.add(
                at: Place(file: path, line: place.line, column: place.column),
                "the file is not UTF-8 here; save it as UTF-8")
            return nil
        }
        if let zero = content.firstIndex(of: 0) {
            let line = content[..<zero].reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
            log.add(at: Place(file: path, line: line), "the file contains a NUL octet; is it a text file?")
            return nil
        }
        guard text.contains(where: { !$0.isWhitespace }) else {
            log.add(at: Place(file: path), "the file is empty")
            return nil
        }
        return text
    }

    private static func firstFault(_ octets: ArraySlice<UInt8>) -> (line: Int, column: Int) {
        var decoder = UTF8()
        var iterator = octets.makeIterator()
        var line = 1
        var column = 1
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            if scalar == "\n" { (line, column) = (line + 1, 1) } else { column += 1 }
        }
        return (line, column)
    }
}
