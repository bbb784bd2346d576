/// What the demo must send, no more and no less: UTC, recipient, campaign/step.
enum DemoTimeline {
    static let messages: [String] = []
}
