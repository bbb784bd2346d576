import UsherCore
import UsherIntake

/// What else is to be said of a list's people and marketing.
enum ConsentNote {
    /// What `--help` says of every door that takes people.
    static let help = """
        Only somebody who agreed is mailed marketing. What they agreed to is said in words, with --consent; it is kept \
        for whoever has no consent on record and has not said no. Without it nothing is kept, and their marketing is \
        withheld.
        """

    /// Beside the counts, each a line. `tool` is whose list it is, `missing` the columns by which its lists say who
    /// said no, where this one has none.
    static func lines(_ count: MarketingCount, tool: String?, name: String?, missing: [String]) -> [String] {
        [
            count.unsaid > 0
                ? "\(Wording.count(count.unsaid, "row says", "rows say")) nothing about consent: marketing to whoever has "
                    + "none on record will be withheld; say what they agreed to with --consent TEXT" : nil,
            count.neverAsked > 0
                ? "\(Wording.count(count.neverAsked, "row says", "rows say")) that nobody asked: marketing will be "
                    + "withheld, whatever --consent says" : nil,
            since(count.confirmedSince), here(count.confirmedHere, tool: tool),
            missing.isEmpty
                ? nil
                : "no column of the file says who said no (\(missing.prefix(3).joined(separator: ", "))"
                    + (missing.count > 3 ? ", ..." : "") + "); give the list of those as well: "
                    + "usher suppress add --from FILE" + (name.map { " --format \($0)" } ?? ""),
        ].compactMap(\.self)
    }

    static func since(_ names: MarketingCount.Names) -> String? {
        names.count == 0
            ? nil : "\(names.count) confirmed here after the list's no: they stay (\(shown(names)))"
    }

    static func here(_ names: MarketingCount.Names, tool: String?) -> String? {
        names.count == 0
            ? nil
            : "\(names.count) confirmed here, and \(tool.map { "\($0)'s" } ?? "the list's") no does not say when: they stay "
                + "(\(shown(names))); usher suppress add ADDRESS to take them out"
    }

    private static func shown(_ names: MarketingCount.Names) -> String {
        names.first.joined(separator: ", ") + (names.count > names.first.count ? ", ..." : "")
    }
}
