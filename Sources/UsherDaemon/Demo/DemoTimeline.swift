/// What the demo must send, no more and no less: UTC, recipient, campaign/step.
enum DemoTimeline {
    static let messages = [
        "2026-03-02T08:00:00Z joerg@example.com welcome/download",
        "2026-03-02T08:00:00Z nobody@example.net welcome/download",
        "2026-03-02T08:00:00Z sam@example.org welcome/download",
        "2026-03-02T08:00:00Z siobhan@example.com excite/thanks",
        "2026-03-04T08:30:00Z joerg@example.com welcome/crisp-folds",
        "2026-03-04T08:30:00Z nobody@example.net welcome/crisp-folds",
        "2026-03-04T17:30:00Z sam@example.org welcome/crisp-folds",
        "2026-03-05T09:30:00Z siobhan@example.com excite/first-seam",
        "2026-03-08T21:00:00Z aroha@example.net ascend/second-book",
        "2026-03-09T08:30:00Z joerg@example.com welcome/sewn-booklet",
        "2026-03-09T08:30:00Z nobody@example.net welcome/sewn-booklet",
        "2026-03-09T09:30:00Z siobhan@example.com excite/three-snags",
        "2026-03-09T16:30:00Z sam@example.org welcome/sewn-booklet",
        "2026-03-16T08:30:00Z joerg@example.com welcome/last-note",
        "2026-03-16T08:30:00Z nobody@example.net welcome/last-note",
        "2026-03-16T09:00:00Z leonie@example.org advocate/two-sentences",
        "2026-03-16T09:30:00Z siobhan@example.com excite/show-me",
        "2026-03-16T16:30:00Z sam@example.org welcome/last-note",
        "2026-03-18T21:00:00Z aroha@example.net ascend/any-questions",
        "2026-03-23T09:00:00Z leonie@example.org advocate/starting-points",
        "2026-03-30T08:00:00Z leonie@example.org advocate/last-ask",
    ]
}
