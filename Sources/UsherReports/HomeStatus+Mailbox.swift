import UsherCore

extension HomeStatus {
    /// | Live, with `receive.imap` | |
    /// | --- | --- |
    /// | no daemon | not looked into while no daemon is running |
    /// | before the first look | is looked into for the first time |
    /// | looked into | looked into at ... |
    /// | trouble | not looked into since ..., because ...; it is tried again at ... |
    static func mailbox(_ facts: Facts, clock: ZoneClock) -> String? {
        guard facts.settings.mode == .live, let imap = facts.settings.receive.imap else { return nil }
        let name = "\(imap.folder) on \(imap.host)"
        guard facts.isRunning else { return "\(name), not looked into while no daemon is running" }
        guard let mailbox = facts.daemon?.mailbox else { return "\(name), is looked into for the first time" }
        func text(_ time: Timestamp) -> String { Wording.time(time, clock: clock) }
        guard let trouble = mailbox.trouble else {
            return name + (mailbox.looked.map { ", looked into \(text($0))" } ?? "")
        }
        let since = mailbox.looked ?? mailbox.since
        return "\(name), not looked into" + (since.map { " since \(text($0))" } ?? "") + ": \(trouble)"
            + (mailbox.next.map { "; it is tried again \(text($0))" } ?? "")
    }
}
