import UsherCore

extension ComplaintWarning {
    /// To follow the campaign's name.
    package var words: String {
        "complaints: \(complained) of \(accepted) sent on \(day), \(Wording.share(complained, of: accepted)); above 0.10 % "
            + "warns, above 0.30 % pauses it"
    }
}
