/// What was written about consent where nobody said in which words it was given.
enum ConsentNote {
    static let line =
        "consent: whoever had none on record now has 'agreed to marketing, stated by the operator'; "
        + "add the wording with --consent TEXT"
}
