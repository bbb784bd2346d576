/// What was written about consent where nobody said in which words it was given.
enum ConsentNote {
    static let line =
        "consent: people who had none on record now have 'agreed to marketing, stated by the operator'; "
        + "the next time, add the wording with --consent TEXT"
}
