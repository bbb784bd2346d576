extension Standing {
    /// Whether somebody said no to marketing, or to mail at all, and it is in force. A bounce is the server's word, and
    /// a no to one campaign leaves the others.
    package var saysNo: Bool {
        if let marketing, !marketing.isYes { return true }
        return suppressions.contains { suppression in
            if case .campaign = suppression.scope { return false }
            return !suppression.reason.isServersWord
        }
    }

    /// Whether somebody said no to marketing, or to mail at all, after `moment`, in a way that a sign-up would take
    /// back.
    package func saidNo(after moment: Timestamp) -> Bool {
        hasNoEntry(after: moment) || !noes(after: moment).isEmpty
    }

    /// Whether the person said no after `moment`, and not all of it was entered by the operator or told by another
    /// tool's list.
    package func saidNoThemselves(after moment: Timestamp) -> Bool {
        hasNoEntry(after: moment) && basis != Consent.toldByList || noes(after: moment).contains(where: \.isOwnWord)
    }

    /// Whether the ledger of consents says so.
    private func hasNoEntry(after moment: Timestamp) -> Bool {
        guard let marketing, !marketing.isYes, let saidAt else { return false }
        return saidAt > moment
    }

    private func noes(after moment: Timestamp) -> [Suppression] {
        suppressions.filter { suppression in
            if case .campaign = suppression.scope { return false }
            return suppression.reason.isLiftedBySignUp && !suppression.reason.isServersWord && suppression.at > moment
        }
    }
}
