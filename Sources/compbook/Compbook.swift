import ArgumentParser

@main
struct Compbook: ParsableCommand {}
