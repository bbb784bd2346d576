import Foundation

extension PrivateFile {
    /// Writes a file that only its owner may read, whole or not at all: beside, and then given its name by `name`. When
    /// it returns nil, the file and its name in the folder are on disk; else the system's error (errno(3)).
    package static func put(
        _ octets: [UInt8], at path: String, name: (_ draft: String, _ path: String) -> Bool
    ) -> Int32? {
        let draft = "\(path).\(UUID().uuidString)"
        let descriptor = Descriptor.open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return errno }
        defer { unlink(draft) }
        let isSynced = Descriptor.write(octets, to: descriptor) && fsync(descriptor) == 0
        let code = errno
        close(descriptor)
        guard isSynced else { return code }
        guard name(draft, path) else { return errno }
        let parent = PathText.folder(of: path)
        return Descriptor.sync(folder: parent.isEmpty ? "." : parent) ? nil : errno
    }
}
