import Foundation
import UsherCore
import UsherMail
import UsherStore

/// A home with its files read and checked, its database open, and its names known to it: what every command and the daemon start from.
package struct OpenHome: Sendable {
    package let folders: HomeFolders
    package let store: SQLiteStore
    package let keyring: Keyring
    package let press: MessagePress
    package let edition: Edition
    package var clock: any CalendarClock

    package var settings: Settings { edition.plan.settings }
    package var plan: Plan { edition.plan }
    package var files: HomeFiles { edition.files }

    /// Reads the files, opens or makes the state folder, the keys and the database, and registers every name. Throws `Problems` for the files and
    /// one sentence for anything else. Blocks.
    package static func open(_ home: String, environment: [String: String]) throws -> OpenHome {
        let files = try HomeReader.read(home)
        let folders = HomeFolders(
            home: home, state: StateFolder.path(home: home, settings: files.settings, environment: environment),
            mode: files.settings.mode)
        try StateFolder.open(folders.state, home: home)
        let keyring = try KeyFile.load(orCreateAt: folders.keys, now: SystemClock().now())
        let store = try SQLiteStore.open(path: folders.database, hash: { keyring.hash($0) })
        let press = MessagePress(composer: MessageComposer(keyring: keyring, databaseID: store.databaseID))
        let catalog = try store.register(files.campaigns.map(CampaignOutline.init))
        return OpenHome(
            folders: folders, store: store, keyring: keyring, press: press,
            edition: try Edition(files: files, catalog: catalog, press: press), clock: try clock(store))
    }

    /// The same home with other files: registers their names.
    package func edition(of files: HomeFiles) throws -> Edition {
        try Edition(files: files, catalog: try store.register(files.campaigns.map(CampaignOutline.init)), press: press)
    }

    package var intake: Intake { Intake(store: store, plan: plan, clock: clock) }

    package var isDaemonRunning: Bool { StateLock.isHeld(folder: folders.state) }

    /// The stepped calendar where one is remembered, else the machine's.
    private static func clock(_ store: SQLiteStore) throws(StoreError) -> any CalendarClock {
        guard let moment = ClockNote.moment(try store.note(ClockNote.name)) else { return SystemClock() }
        return SteppedClock(from: moment)
    }
}
