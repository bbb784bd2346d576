import Foundation
import TestSupport

/// What a database says when nobody has it open, read from a copy by another program.
struct FaultyRecord: Decodable {
    struct Delivery: Decodable {
        let address: String
        /// `campaign/step`.
        let message: String
        let state: String
        let inDoubt: Bool
    }

    /// `ok`, and nothing else.
    let integrity: [String]
    let deliveries: [Delivery]
    /// By address; each is in one campaign.
    let enrolled: [String]
    /// Keys.
    let events: [String]
    /// How many suppressions are in force.
    let suppressed: Int

    init(of home: ScenarioHome) async throws {
        let result = try await Program("/usr/bin/env", ["python3", "-c", Self.script, home("state/usher.sqlite")])
            .wait()
        guard result.end == .exit(0) else { throw UsherProcess.Trouble(description: "the record: \(result.errors)") }
        self = try JSONDecoder().decode(FaultyRecord.self, from: Data(result.output.utf8))
    }

    /// The message of a campaign that a person has in this state.
    func which(_ state: String) -> Set<CrashStory.Which> {
        Set(
            deliveries.filter { $0.state == state }.map {
                CrashStory.Which(address: $0.address, message: $0.message)
            })
    }

    private static let script = """
        import json, os, shutil, sqlite3, sys, tempfile
        with tempfile.TemporaryDirectory() as folder:
            for tail in ("", "-wal"):
                if os.path.exists(sys.argv[1] + tail):
                    shutil.copyfile(sys.argv[1] + tail, folder + "/copy" + tail)
            database = sqlite3.connect(folder + "/copy")
            def column(sql):
                return [row[0] for row in database.execute(sql)]
            deliveries = database.execute('''
                SELECT c.address, p.name || '/' || s.name, d.state, d.in_doubt FROM deliveries d
                JOIN steps s ON s.id = d.step JOIN campaigns p ON p.id = s.campaign
                JOIN contacts c ON c.id = d.contact ORDER BY d.id''')
            print(json.dumps({
                "integrity": column("PRAGMA integrity_check") + column("SELECT 'key' FROM pragma_foreign_key_check"),
                "deliveries": [
                    {"address": a, "message": m, "state": s, "inDoubt": bool(doubt)} for a, m, s, doubt in deliveries],
                "enrolled": column("SELECT c.address FROM enrollments e JOIN contacts c ON c.id = e.contact"),
                "events": column("SELECT key FROM events WHERE key IS NOT NULL"),
                "suppressed": column("SELECT count(*) FROM suppressed")[0],
            }))
        """
}
