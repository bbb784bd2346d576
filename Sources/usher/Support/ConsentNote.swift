/// What was written about consent where nobody said in which words it was given.
enum ConsentNote {
    static let line =
        "consent: 'agreed to marketing, stated by the operator' is noted for whoever had no entry, without the words; "
        + "give them with --consent TEXT"
}
