import Foundation
import GRDB
import Synchronization
import Testing
import TestSupport
import UsherCore

@testable import UsherStore

@Suite("Schema")
struct SchemaTests {
    @Test("Each table says in plain words what one row of it is")
    func comments() throws {
        let folder = try TemporaryFolder()
        try SQLiteStore.open(path: folder("usher.sqlite"), hash: TestHash.of).close()
        let tables = try DatabaseQueue(path: folder("usher.sqlite")).read {
            try Row.fetchAll($0, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        }
        #expect(tables.count > 30)
        for table in tables {
            let sql: String = table["sql"]
            #expect(sql.firstMatch(of: /\(\s+-- [A-Z]/) != nil, "\(table["name"] as String)")
        }
    }

    @Test("Many that open a new file together make it once")
    func together() throws {
        let folder = try TemporaryFolder()
        let ids = Mutex<[String]>([])
        let group = DispatchGroup()
        for _ in 0..<8 {
            group.enter()
            Thread {
                let opened = Result {
                    try SQLiteStore.open(
                        path: folder("usher.sqlite"), hash: TestHash.of, busyTimeoutMilliseconds: 600_000
                    ).databaseID
                }
                ids.withLock { ids in
                    switch opened {
                    case .success(let id): ids.append(id)
                    case .failure(let error): ids.append("not opened: \(error)")
                    }
                }
                group.leave()
            }.start()
        }
        group.wait()
        let all = ids.withLock { $0 }
        #expect(all.count == 8 && Set(all).count == 1 && all.first?.count == 32, "\(Set(all))")
    }
}
