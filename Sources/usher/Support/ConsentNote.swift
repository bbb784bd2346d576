import UsherCore
import UsherIntake

/// That people came in about whom nobody said that they agreed to marketing.
enum ConsentNote {
    /// What `--help` says of every door that takes people.
    static let help = """
        Only somebody who agreed is mailed marketing. What they agreed to is said in words, with --consent; it is kept \
        for whoever has no consent on record and has not said no. Without it nothing is kept, and their marketing is \
        withheld.
        """

    /// Of `count` people of a file.
    static func line(_ count: Int) -> String {
        "\(Wording.count(count, "row says", "rows say")) nothing about consent: marketing to whoever has none on record "
            + "will be withheld; say what they agreed to with --consent TEXT"
    }
}
