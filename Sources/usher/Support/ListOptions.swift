import ArgumentParser
import UsherIntake

/// How another tool's list is read.
struct ListOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The tool whose export it is: \(ListFormat.names.joined(separator: ", ")).", valueName: "TOOL"),
        completion: .list(ListFormat.names))
    var format: String?
    @Option(
        help: ArgumentHelp(
            "What their columns are here; - leaves one out. Several between commas, or repeated.",
            valueName: "THEIRS=OURS"))
    var map: [String] = []

    var isEmpty: Bool { format == nil && map.isEmpty }

    func reading(for purpose: ListReading.Purpose = .people, dates: DateForm? = nil) throws -> ListReading {
        ListReading(
            format: try format.map { try ListFormat(named: $0) }, map: try ColumnMap(map), dates: dates, for: purpose)
    }
}

/// The same for a list of people.
struct ContactListOptions: ParsableArguments {
    @OptionGroup var list: ListOptions
    @Option(
        help: ArgumentHelp(
            "How days are written in the file, such as DD.MM.YYYY or MM/DD/YYYY; YYYY-MM-DD if not said.",
            valueName: "FORM"))
    var dates: String?

    var isEmpty: Bool { list.isEmpty && dates == nil }

    func reading() throws -> ListReading { try list.reading(dates: try dates.map { try DateForm($0) }) }
}
