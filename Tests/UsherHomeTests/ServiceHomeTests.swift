import TestSupport
import Testing

@testable import UsherHome

@Suite("The service's home")
struct ServiceHomeTests {
    @Test("names the state folder, in both kinds of home; another home has its state within", arguments: [false, true])
    func state(isEmpty: Bool) throws {
        let files = isEmpty ? EmptyHome.home : EmbeddedHome.files
        for (place, state) in [("/etc/usher", "/var/lib/usher"), ("/srv/etc/usher", nil)] as [(String, String?)] {
            let folder = try TemporaryFolder()
            try HomeWriter.write(ServiceHome.files(files, for: place), to: folder.path)
            let read = try HomeReader.inspect(folder.path).withSettings()
            #expect(HomeReader.inspect(folder.path).errors.isEmpty)
            #expect(
                StateFolder.path(home: folder.path, settings: read.settings, environment: [:])
                    == state ?? "\(folder.path)/state")
        }
    }
}
