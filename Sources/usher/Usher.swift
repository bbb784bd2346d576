import ArgumentParser

@main
struct Usher: AsyncParsableCommand {}
