/// What a person may ask of whoever keeps data about them.
package protocol RightsStore: PersonStore {
    /// Forgets a person for good. Afterwards no name, address, attribute, text or answer of theirs is in any table; numbers stay,
    /// and the suppression `erased`, which knows the address by its keyed hash only. An import or an event cannot bring the address back; a confirmed
    /// sign-up can.
    ///
    /// First the address is suppressed, so that nothing starts any more; while a message of the person is on its way the rest waits, and the answer is
    /// `onItsWay`: call again. What others wrote about the person is looked for next, which takes seconds in a large database, and nobody waits for it.
    /// Then all of it goes in one transaction. `takingClaims` takes such messages back instead: only where no daemon runs. Free pages of the file may hold what it replaced earlier
    /// until `compact`, and its log all of it until `emptyLog`. A second call finds nobody.
    func erase(_ key: AddressKey, takingClaims: Bool, by: String, note: String, now: Timestamp) throws(StoreError)
        -> Erasure
    /// Forgets those who asked for mail by `event` before `moment`, never confirmed it, and did nothing else since. No suppression is left: they may ask
    /// again. At most `limit` of them; how many there were. A second call finds the next.
    func forgetUnconfirmed(_ event: String, before moment: Timestamp, limit: Int, now: Timestamp) throws(StoreError)
        -> Int
    /// Writes the file anew without its free pages. Others wait meanwhile, about a second for every 100 MiB. Twice does no harm.
    func compact() throws(StoreError)
    /// Moves everything into the file and cuts the log off. False while somebody reads from it: call again.
    func emptyLog() throws(StoreError) -> Bool
    /// In octets, as it is on disk.
    func size() throws(StoreError) -> Int
}

package enum Erasure: Hashable, Sendable {
    case erased
    /// So many messages are being sent right now.
    case onItsWay(Int)
    /// There is nobody of this address, and nothing was done.
    case nobody
}
