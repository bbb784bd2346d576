import TestSupport
import UsherCore
import UsherDaemon
import UsherHome
import UsherIntake

extension OpenHome {
    /// The shipped files in a folder that goes away with its last reference, opened.
    package static func shipped() throws -> (folder: TemporaryFolder, home: OpenHome) {
        let folder = try TemporaryFolder()
        try HomeWriter.write(EmbeddedHome.files, to: folder.path)
        return (folder, try open(folder.path, environment: [:]))
    }

    /// What `usher enqueue` makes of an address, with `--consent`.
    package func entry(_ address: String, into campaign: String = "welcome") throws -> EntryRequest {
        EntryRequest(
            told: ContactDraft(address: try EmailAddress(address)), campaign: try campaignID(named: campaign),
            wording: "at the fair", source: "test", now: clock.now())
    }
}
