/// What a person may ask of whoever keeps data about them.
package protocol RightsStore: PersonStore {
    /// Forgets a person for good, in one transaction. Afterwards no name, address, attribute, text or answer of theirs is in any table; numbers stay,
    /// and the suppression `erased`, which knows the address by its keyed hash only. An import or an event cannot bring the address back; a confirmed
    /// sign-up can.
    ///
    /// First the address is suppressed, so that nothing starts any more; while a message of the person is on its way the rest waits, and the answer is
    /// `onItsWay`: call again. `takingClaims` takes such messages back instead: only where no daemon runs. Free pages of the file and its log may hold
    /// remains until `compact`. A second call finds nobody.
    func erase(_ key: AddressKey, takingClaims: Bool, by: String, note: String, now: Timestamp) throws(StoreError)
        -> Erasure
    /// Writes the file anew without its free pages and empties the log. Others wait meanwhile, about a second for every 100 MiB. False when somebody
    /// was reading all the time, and the log could not be emptied; call again.
    func compact() throws(StoreError) -> Bool
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
