import Testing

@testable import UsherCore

@Suite("Who may enter a campaign")
struct AdmissionPolicyTests {
    private let now = Example.noon

    private func decide(
        _ example: Example, key: String = "", enrollments: [Enrollment] = [], notBefore: Timestamp? = nil,
        plan: Plan? = nil,
        campaign: CampaignID? = Example.campaignID
    ) -> Admission {
        let request = EntryRequest(
            person: ContactDraft(address: example.contact.address), campaign: campaign, key: key, notBefore: notBefore)
        let facts = EntryFacts(contact: example.contact, enrollments: enrollments, standing: example.standing)
        return AdmissionPolicy.decide(request, facts: facts, plan: plan ?? example.plan, now: now)
    }

    private func enrollment(_ example: Example, key: String = "", endedAt: Timestamp? = nil) -> Enrollment {
        var enrollment = example.enrollment(state: endedAt == nil ? .active : .ended)
        enrollment.key = key
        enrollment.endedAt = endedAt
        return enrollment
    }

    @Test("a new contact enters, and the first step is planned")
    func enters() throws {
        let planned = PlannedStep(step: Example.thanks, kind: .transactional, due: now, anchor: now)
        #expect(try decide(Example()) == .enter(planned))
    }

    @Test("notBefore begins the wait then; in the past it means now")
    func notBefore() throws {
        let later = try Example.at("2026-11-28 07:00")
        #expect(
            try decide(Example(), notBefore: later)
                == .enter(PlannedStep(step: Example.thanks, kind: .transactional, due: later, anchor: later)))
        #expect(try decide(Example(), notBefore: now.adding(seconds: -60)) == decide(Example()))
    }

    @Test("the first marketing step knows the cap and the window")
    func firstIsMarketing() throws {
        var example = try Example()
        example.steps.removeFirst()
        example.standing.lastMarketingAt = now
        let due = try Example.at("2026-11-26 09:30")
        #expect(decide(example) == .enter(PlannedStep(step: Example.use, kind: .marketing, due: due, anchor: now)))
    }

    @Test("a campaign that is gone or has no steps refuses")
    func noSteps() throws {
        var example = try Example()
        #expect(decide(example, plan: example.planWithoutCampaign) == .refuse(.noSteps))
        #expect(decide(example, campaign: nil) == .refuse(.noSteps))
        example.steps = []
        #expect(decide(example) == .refuse(.noSteps))
    }

    @Test("the same key adds nothing, whatever became of the enrollment", arguments: [ReEntry.never, .eachKey])
    func sameKey(reEntry: ReEntry) throws {
        var example = try Example()
        example.reEntry = reEntry
        #expect(decide(example, key: "order 1", enrollments: [enrollment(example, key: "order 1")]) == .already)
        #expect(
            decide(example, key: "order 1", enrollments: [enrollment(example, key: "order 1", endedAt: now)])
                == .already)
        example.standing.suppressions = [example.suppression(.everything)]
        #expect(decide(example, enrollments: [enrollment(example)]) == .already)
    }

    @Test("another key: never refuses, each key enters beside a running one")
    func anotherKey() throws {
        var example = try Example()
        #expect(
            decide(example, key: "b", enrollments: [enrollment(example, key: "a")])
                == .refuse(.running(EnrollmentID(5))))
        #expect(
            decide(example, key: "b", enrollments: [enrollment(example, key: "a", endedAt: now)])
                == .refuse(.reEntry(until: nil)))
        example.reEntry = .eachKey
        guard case .enter = decide(example, key: "b", enrollments: [enrollment(example, key: "a")]) else {
            Issue.record("each key is an enrollment of its own")
            return
        }
    }

    @Test("re_entry: after counts from the end of the last run, for every key")
    func after() throws {
        var example = try Example()
        example.reEntry = .after(milliseconds: 90 * 86_400_000)
        let recent = now.adding(seconds: -89 * 86_400)
        let old = now.adding(seconds: -90 * 86_400)
        let until = recent.adding(milliseconds: 90 * 86_400_000)
        #expect(decide(example, enrollments: [enrollment(example)]) == .already)
        #expect(decide(example, enrollments: [enrollment(example, endedAt: recent)]) == .already)
        #expect(
            decide(example, key: "b", enrollments: [enrollment(example, key: "a", endedAt: recent)])
                == .refuse(.reEntry(until: until)))
        #expect(
            decide(example, key: "b", enrollments: [enrollment(example, key: "a")])
                == .refuse(.running(EnrollmentID(5))))
        for key in ["", "b"] {
            guard case .enter = decide(example, key: key, enrollments: [enrollment(example, endedAt: old)]) else {
                Issue.record("90 days have passed for key '\(key)'")
                return
            }
        }
        // A second run under the same key is kept as `~2`, and counts as that key.
        let again = [enrollment(example, endedAt: old), enrollment(example, key: "~2")]
        #expect(decide(example, enrollments: again) == .already)
    }

    @Test("keys that earlier enrollments have are numbered")
    func freeKey() throws {
        let example = try Example()
        #expect(Enrollment.freeKey("a", enrollments: []) == "a")
        #expect(Enrollment.freeKey("a", enrollments: [enrollment(example, key: "b")]) == "a")
        #expect(Enrollment.freeKey("a", enrollments: [enrollment(example, key: "a")]) == "a~2")
        #expect(
            Enrollment.freeKey(
                "", enrollments: [enrollment(example), enrollment(example, key: "~2"), enrollment(example, key: "~x")])
                == "~3")
    }

    @Test("a suppression refuses when it forbids every step")
    func suppressed() throws {
        var example = try Example()
        let everything = example.suppression(.everything, .bounced)
        let marketing = example.suppression(.marketing, .unsubscribed)
        example.standing.suppressions = [everything]
        #expect(decide(example) == .refuse(.suppressed(everything)))
        for scope in [marketing, example.suppression(.campaign(Example.campaignID))] {
            var mixed = try Example()
            mixed.standing.suppressions = [scope]
            guard case .enter = decide(mixed) else {
                Issue.record("the thanks are transactional")
                return
            }
            mixed.steps.removeFirst()
            #expect(decide(mixed) == .refuse(.suppressed(scope)))
        }
        var elsewhere = try Example()
        elsewhere.steps.removeFirst()
        elsewhere.standing.suppressions = [
            elsewhere.suppression(.campaign(Example.otherCampaignID)), elsewhere.suppression(.everything, until: now),
        ]
        guard case .enter = decide(elsewhere) else {
            Issue.record("another campaign's no, and one that is over, forbid nothing here")
            return
        }
    }

    @Test(
        "a no to marketing refuses a campaign of marketing only; no word refuses nobody",
        arguments: Consent.Said.allCases)
    func saidNo(said: Consent.Said) throws {
        var example = try Example()
        example.standing = Standing(marketing: said)
        guard case .enter = decide(example) else {
            Issue.record("the thanks are transactional")
            return
        }
        example.steps.removeFirst()
        #expect((decide(example) == .refuse(.saidNo(said))) == !said.isYes)
        example.standing = Standing()
        guard case .enter = decide(example) else {
            Issue.record("no word is not a no")
            return
        }
    }

    @Test("a contact enters only from the campaign's stage; one without a stage may", arguments: Stage.allCases)
    func stage(stage: Stage) throws {
        var example = try Example()
        example.contact.stage = stage
        #expect((decide(example) == .refuse(.stage(stage, needed: .convert))) == (stage != .convert))
    }
}
