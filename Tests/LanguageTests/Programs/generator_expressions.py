def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


def say(x):
    print('say', x)
    return x


t(lambda: next(say(x) for x in range(3)))
t(lambda: any(say(x) > 0 for x in range(5)))
t(lambda: all(say(x) < 1 for x in range(5)))
def g1():
    g = (say(x) for x in range(2))
    print('made')
    return list(g), list(g)
t(g1)
def g2():
    g = (x for x in [1, 2, 3])
    return next(g), list(g), next(g, 'end')
t(g2)
def g3():
    n = 2
    g = (x * n for x in range(3))
    n = 10
    return list(g)
t(g3)
def g4():
    l = [1, 2]
    g = (x for x in l)
    l.append(3)
    return list(g)
t(g4)
def g5():
    g = (x for x in 5)
t(g5)
def g6():
    g = (1 / x for x in [1, 0])
    return next(g), next(g)
t(g6)
def g7():
    g = (x for x in range(3) for y in range(x) if y != 1)
    return list(g)
t(g7)
def g8():
    g = ((x, y) for x in range(2) for y in (say(z) for z in range(2)))
    return next(g), list(g)
t(g8)
t(lambda: sum(x * x for x in range(5)))
t(lambda: max((x for x in [3, 1, 2]), key=lambda v: -v))
t(lambda: dict((k, v) for k, v in [(1, 2)]))
t(lambda: ''.join(str(x) for x in range(3)))
t(lambda: sorted(x for x in [3, 1]))
t(lambda: tuple(x for x in 'ab'))
t(lambda: set(x for x in [1, 1]))
t(lambda: [*(x for x in range(3))])
t(lambda: list(zip((x for x in range(3)), (y for y in 'ab'))))
t(lambda: 2 in (say(x) for x in range(5)))
t(lambda: len(x for x in []))
t(lambda: (x for x in [])[0])
t(lambda: (x for x in []).foo)
def g9():
    g = (x for x in range(3))
    return iter(g) is g
t(g9)
def g10():
    a, b = (x for x in range(2))
    return a, b
t(g10)
def g11():
    a, *b = (x for x in range(4))
    return a, b
t(g11)
def g12():
    g = (x for x in range(10))
    for v in g:
        if v == 3: break
    return list(g)
t(g12)
def g13():
    fs = [f for f in (lambda: i for i in range(3))]
    return [f() for f in fs]
t(g13)
def g14():
    fs = list(lambda: i for i in range(3))
    return [f() for f in fs]
t(g14)
def g15():
    return list(map(lambda p: p[0] + p[1], ((a, b) for a in range(2) for b in range(2))))
t(g15)
class C:
    items = [1, 2, 3]
    doubled = list(x * 2 for x in items)
    def f(self): return list(self.g(x) for x in self.items)
    def g(self, x): return x + 1
t(lambda: (C.doubled, C().f()))
def g16():
    y = (last := x for x in range(3))
    print(list(y))
    return last
t(g16)
def g17():
    g = (say(x) for x in range(3))
    next(g)
    h = (v + 100 for v in g)
    return next(h), next(g)
t(g17)
def g18():
    def inner(n): return (n + i for i in range(2))
    return list(inner(1)), list(inner(10))
t(g18)
def g19():
    g = (next(g) for x in range(3))
    return next(g)
t(g19)
def g20():
    return list((x, list(y for y in range(x))) for x in range(3))
t(g20)
def g21():
    g = (x for x in [1])
    next(g)
    next(g)
t(g21)
def g22():
    def stop(): raise StopIteration
    return list(stop() for x in range(3))
t(g22)
def g23():
    g = (x for x in range(3))
    print(next(g))
    try:
        raise ValueError('v')
    except ValueError:
        print(next(g))
    return next(g)
t(g23)
