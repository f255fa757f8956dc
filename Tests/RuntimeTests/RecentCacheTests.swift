// The cache's promises: what a run uses stays, what is long unused goes.

import Testing

@testable import Runtime

@Suite struct RecentCacheTests {
  @Test func whatARunUsesStaysThroughIt() {
    var cache = RecentCache<Int, String>(limit: 10)
    for run in 0..<5 {
      cache.beginRun()
      for key in 0..<20 where cache.use(key) == nil {
        #expect(run == 0)
        cache.insert("\(key)", for: key, cost: 3)
      }
    }
    #expect(cache.use(7) == "7")
  }

  @Test func whatIsLongUnusedGoes() {
    var cache = RecentCache<Int, String>(limit: 10)
    for run in 0..<100 {
      cache.beginRun()
      cache.insert("\(run)", for: run, cost: 5)
    }
    let kept = (0..<100).filter { cache.use($0) != nil }
    #expect(kept.contains(99))
    // Two generations of at most three entries: the third passes the limit.
    #expect(kept.count <= 6)
    #expect(kept.allSatisfy { $0 >= 94 })
  }
}
