x = 'global'
def show(): return x
def f():
    x = 'local'
    def g(): return x
    return g() + show()
print(f())
class C:
    x = 'class'
    def m(self): return x
    y = [x for _ in range(1)]
print(C().m(), C.x, C.y)
fs = []
for i in range(3):
    def make(j):
        def inner(): return (i, j)
        return inner
    fs.append(make(i))
print([g() for g in fs])
print([x for x in range(3)], x)
def gen():
    total = 0
    def add(n):
        nonlocal total
        total += n
        return total
    def get(): return total
    return add, get
add, get = gen(); add(5); add(6); print(get())
def loopvar():
    r = []
    for k in range(3): r.append(lambda: k)
    return [g() for g in r]
print(loopvar())
def nested():
    a = 1
    def b():
        def c():
            return a + d
        return c
    d = 10
    return b()()
print(nested())
print([[y * x for x in range(3)] for y in range(2)], {k: [v for v in range(k)] for k in range(3)})
def comp(n): return [lambda: i + n for i in range(n)]
print([g() for g in comp(3)])
def param(p):
    def q(): return p
    p = p + 1
    return q()
print(param(1))
del x
try: print(x)
except NameError as e: print(e)
def later(): return defined_later()
def defined_later(): return 'later'
print(later(), __name__)
if __name__ == '__main__': print('main')
def walrus(): return [last := n for n in range(4)], last
print(walrus())
print(any((hit := n) > 2 for n in [1, 2, 3]), hit)
class D:
    z = 5
    def get(self, k=z): return k
print(D().get(), globals()['D'] is D)
def outerclass(v):
    class E:
        w = v
        def get(self): return v + self.w
    return E().get()
print(outerclass(4))
undefined
