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

    /// Whether the person said no after `moment`, and it was not the operator who entered all of it.
    package func saidNoThemselves(after moment: Timestamp) -> Bool {
        hasNoEntry(after: moment) || noes(after: moment).contains { $0.by != Suppression.operatorsWord }
    }

    /// Whether the ledger of consents says so.
    private func hasNoEntry(after moment: Timestamp) -> Bool {
        guard let marketing, !marketing.isYes, let saidAt else { return false }
        return saidAt > moment
    }

    private func noes(after moment: Timestamp) -> [Suppression] {
        suppressions.filter { $0.reason.isLiftedBySignUp && !$0.reason.isServersWord && $0.at > moment }
    }
}
