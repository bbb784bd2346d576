/// What the links in e-mails ask: they name a contact by number, because no address stands in a link.
package protocol PersonStore: JourneyStore {
    /// Nil for a number that nobody has, or has any more.
    func contact(_ id: ContactID) throws(StoreError) -> Contact?
}
