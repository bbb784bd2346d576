import UsherCore

extension Settings {
    /// Why a daemon that serves `old` takes these up by a restart alone; nil where a reload does.
    ///
    /// | Differs | |
    /// | --- | --- |
    /// | `mode` | each has a database of its own |
    /// | `public`, `dashboard` | listeners are opened once |
    func needsRestart(after old: Settings) -> String? {
        if mode != old.mode {
            return
                "the mode changed; it is taken up by a restart, because rehearsal and live have their own databases"
        }
        if published != old.published {
            return "'public' changed; it is taken up by a restart, because its listeners are opened once"
        }
        if dashboard != old.dashboard {
            return "'dashboard' changed; it is taken up by a restart, because its listener is opened once"
        }
        return nil
    }
}
