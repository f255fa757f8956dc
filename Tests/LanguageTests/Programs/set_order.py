
def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)
t(lambda: {3, 1, 2})
t(lambda: {10, 5, 7, 1})
t(lambda: {64, 32, 16, 8, 4})
t(lambda: [x for x in {64, 32, 16, 8, 4}])
def f():
    for x in {64, 32, 16, 8, 4}: print(x)
t(f)
t(lambda: set([64, 32, 16, 8, 4]))
t(lambda: {-1, -2, 0, 2.5, 1e300, float('inf')})
t(lambda: {(1, 2), (3, 4), (0, 0), ()})
t(lambda: {(1, 2.5), (-1, True)} | {(7,)})
def lcg(seed):
    while_ = []
    x = seed
    for i in range(400):
        x = (x * 1103515245 + 12345) % 2147483648
        while_.append(x)
    return while_
def ops(seed, modulus):
    r = lcg(seed)
    s = set()
    for i in range(0, 200, 2):
        v = r[i] % modulus - modulus // 4
        s.add(v)
    print(s)
    a = set(v % modulus for v in r[200:260]); b = set(v % modulus for v in r[260:300]); c = {v % modulus for v in r[300:305]}
    print(a | b, a & b, a - b, a ^ b, b - a, a - c, c - a, a & c, c & a, a ^ c)
    print(b.union(range(5), [77]), b.intersection([1, 2, 3]), b.difference([1, 2, 3], (4,)))
    print(set(b), frozenset(b), b.copy(), set(dict.fromkeys(r[100:140])), set(list(b)))
    print([a.pop() for _ in range(10)])
for seed in range(6):
    for modulus in (10, 50, 10 ** 9):
        ops(seed, modulus)
t(lambda: hash((1, 2, 3)))
t(lambda: hash(()))
t(lambda: hash((1.5, -1)))
t(lambda: hash(1e308))
t(lambda: hash(-2.5))
t(lambda: hash(0.1))
t(lambda: hash(2 ** 61 - 1))
t(lambda: hash(-(2 ** 62)))
t(lambda: hash(float('-inf')))
