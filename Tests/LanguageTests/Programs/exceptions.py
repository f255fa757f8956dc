def attempt(f):
    try:
        f()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e, repr(e), e.args)
    except KeyError as e:
        print('key', e, e.args)
    except Exception as e:
        print('other', type(e).__name__, e)
    else:
        print('fine')
    finally:
        print('finally')
class Custom(ValueError):
    def __init__(self, msg, code):
        super().__init__(msg)
        self.code = code
def c(): raise Custom('bad', 5)
for f in [lambda: int('x'), lambda: 1 + 'a', lambda: {}['k'], lambda: [][0], lambda: 1 / 0, lambda: None, c, lambda: undefined_name, lambda: (1).foo,
          lambda: 'a' + 1, lambda: [] + 1, lambda: len(5), lambda: None(), lambda: 'abc'[10], lambda: (1, 2)[5], lambda: int(None), lambda: float('x'),
          lambda: [1] < 2, lambda: 1 < 'a', lambda: {[]: 1}, lambda: [1, 2].index(5), lambda: [].pop(), lambda: next(iter([])), lambda: 'a' * 'b',
          lambda: -'a', lambda: 5[0], lambda: 'abc'['x'], lambda: [1]['a'], lambda: set([1]) + 1, lambda: sum('ab'), lambda: max([]), lambda: ','.join([1]),
          lambda: int('12', 99), lambda: chr(-1), lambda: ord('ab'), lambda: range(1, 2, 0), lambda: 'a'.index('z'), lambda: [1].remove(2), lambda: (1,).index(3),
          lambda: isinstance(1, 1), lambda: '%d' % 'a', lambda: '%s %s' % 1, lambda: '%s' % (1, 2), lambda: '{} {}'.format(1), lambda: '{a}'.format(), lambda: f"{'a':d}",
          lambda: 1 % 0, lambda: 1.0 // 0, lambda: 5 in 5, lambda: 5 in 'abc', lambda: dict([1]), lambda: dict([(1, 2, 3)]), lambda: [*5], lambda: print(**5), lambda: {1}[0],
          lambda: abs('a'), lambda: round('a'), lambda: sorted([1, 'a']), lambda: enumerate(5), lambda: 2 ** 'a', lambda: not_defined(), lambda: len.foo, lambda: [].foo, lambda: 'x'.foo,
          lambda: exec.__name__.bar, lambda: iter(5), lambda: list(5), lambda: len(), lambda: len(1, 2), lambda: [].append(), lambda: [].append(1, 2), lambda: range(), lambda: 'a'.split(5), lambda: {}.pop('x'),
          lambda: int('1', '2'), lambda: hash([]), lambda: 1 << -1, lambda: 'a'.join(5), lambda: [1, 2, 3][::0], lambda: 3 @ 4, lambda: [1][1.5], lambda: float([]), lambda: reversed(5)]:
    attempt(f)
try:
    try:
        raise KeyError('inner')
    except KeyError as e:
        raise RuntimeError('outer') from e
except RuntimeError as e:
    print(e, repr(e.__cause__))
def g():
    try:
        return 'try'
    finally:
        print('cleanup')
print(g())
def loop():
    for i in range(5):
        try:
            if i == 1: continue
            if i == 3: break
            print(i)
        finally:
            print('f', i)
    else:
        print('never')
    return i
print(loop())
try:
    assert 1 == 2, 'message'
except AssertionError as e:
    print('assert', e)
try:
    c()
except ValueError as e:
    print(e.code, isinstance(e, Custom), issubclass(Custom, Exception), str(e))
try:
    raise ValueError
except ValueError as e:
    print(repr(e), str(e) == '')
try:
    raise ValueError('a', 1)
except ValueError as e:
    print(e, e.args)
for i in []: pass
else: print('else ran')
i = 0
while i < 3:
    i += 1
else: print('while else')
try: a, b = 1, 2, 3
except ValueError as e: print(e)
try: a, b = 1,
except ValueError as e: print(e)
try: a, *b, c = [1]
except ValueError as e: print(e)
try: a, b = 5
except TypeError as e: print(e)
def unbound():
    print(zz)
    zz = 1
try: unbound()
except UnboundLocalError as e: print(e)
def deep(n): return deep(n + 1)
try: deep(0)
except RecursionError as e: print(str(e)[:32])
try:
    d = {1: 2}
    for k in d: d[k + 1] = 1
except RuntimeError as e: print(e)
raise Custom('final', 1)
