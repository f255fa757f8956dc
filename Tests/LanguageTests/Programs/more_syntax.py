print([1, 2, 3,], (1,), {'a': 1,}, {1, 2,})
def f(
    a,
    b=2,  # comment
    *args,
    c=3,
    **kwargs,
):
    return (
        a
        + b
    )
print(f(
    1,
    b=5,
))
print(not not True, - - 5, ~-1, 2 ** -1, -2 ** 2, (-2) ** 2, 1 - -1, 5 - 3 - 1, 2 ** 2 ** 3, 7 // 2 * 2, 1 + 2 * 3 % 4)
print(1 < 2 == True, (1 < 2) == True, 1 in [1] == True, 'a' in 'abc' and 'b' not in 'xyz', not 1 in [2], 1 is not None, None is None)
print((lambda x, *a, y=1, **k: (x, a, y, k))(1, 2, y=3, z=4)) if True else print('skip')
x = [lambda a, b=1: a + b, lambda *a: a]
print(x[0](1), x[1](1, 2))
print({**{'a': 1}, **{'b': 2}}, [*'ab', *[1]], {*[1], 2}, (*(), 1))
print('a' if 1 else 'b' if 2 else 'c', [i if i else -1 for i in range(2)], [i for i in range(10) if i % 2 == 0 if i > 3])
a = {'x': {'y': [1, {'z': 2}]}}
print(a['x']['y'][1]['z'], a.get('x').get('y')[0], len(a['x']['y']))
print(*[1, 2, 3]); print(*'abc', sep='-')
i = 0
while i < 10:
    i += 1
    if i == 5: break
else: print('no')
print(i)
class A:
    x: int = 5
    y: str
    def __init__(self): self.z = self.x
print(A().z, A.x, hasattr(A, 'y'))
def g(*, a=1, **k): return a, k
print(g(**{'a': 2, 'b': 3}), g(b=1))
try: pass
finally: print('done')
if 1: pass; print('same line')
def h(a, b): return a; return b
print(h(1, 2)); 
print("""a
b""", '''c"d''', "\"", '\'', "\\", '\t|', r'\d', u'u', 'a' 'b' f'{1}' 'c')
print(f'{1:>{2 + 3}}|{"a":^5}|{[1, 2][-1]}|{ {"k": 1}["k"] }|{(lambda v: v * 2)(4)}|{1 if True else 2}|{3!r:>4}')
print(0 == 0.0 == False, [] is [], () == (), (1, 2) < (1, 2, 3), [1, [2]] == [1, [2]], 'a' * 3 == 'aaa')
n = None
print(n is None, n == None, n != 0, n or 'default', (n and n.x) is None)
print(1_000, 0b1010, 0xDEAD, 1e-10, 1E5, 100000000000000000000.0, 1.0e+2, 3.0 * 2, 10 ** -2)
for x, *rest in [(1, 2, 3), (4,)]: print(x, rest)
[p, q] = 1, 2; (r, (s, t)) = 3, [4, 5]; print(p, q, r, s, t)
def deep():
    for i in range(3):
        for j in range(3):
            if i * j == 2: return i, j
print(deep(), [[0] * 3] * 2, [x for xs in [[1, 2], [3]] for x in xs])
print(sum(i * i for i in range(4)), max((len(w), w) for w in ['a', 'bcd', 'ef']), dict((k, v) for k, v in [('a', 1)]), tuple(i for i in 'ab'), set(i % 2 for i in range(4)))
print(all(x > 0 for x in [1, 2]), next((x for x in [1, 2, 3] if x > 1), None), ','.join(str(x) for x in (1, 2)), list(x * 2 for x in 'ab'), sorted((3, 1, 2), key=lambda x: -x))
