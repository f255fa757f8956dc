def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


def ex(f):
    return f()


def f1():
    a, b = 1
t(f1)
def f2():
    a, b = 1, 2, 3
t(f2)
def f3():
    a, b, c = 1, 2
t(f3)
def f4():
    a, *b, c = 1
t(f4)
def f5():
    a, *b, c = 1,
t(f5)
def f6():
    a, *b, c = range(5)
    return a, b, c
t(f6)
def f7():
    (a, b), c = (1, 2), 3
    [d, e] = 'xy'
    return a, b, c, d, e
t(f7)
def f8():
    a = b = []
    a.append(1)
    return b
t(f8)
def f9():
    a, b = 'ab', 1
    a, b = b, a
    return a, b
t(f9)
def f10():
    x = [1, 2, 3]
    x[0], x[1] = x[1], x[0]
    return x
t(f10)
def f11():
    x = [1, 2, 3, 4, 5]
    x[1:3] = 'abc'
    return x
t(f11)
def f12():
    x = [1, 2, 3, 4, 5]
    x[::2] = 'abc'
    return x
t(f12)
def f13():
    x = [1, 2, 3, 4, 5]
    x[::2] = 'ab'
t(f13)
def f14():
    x = [1, 2, 3]
    x[1:2] = 5
t(f14)
def f15():
    x = [1, 2, 3]
    x[5] = 1
t(f15)
def f16():
    x = [1, 2, 3]
    x['a'] = 1
t(f16)
def f17():
    x = (1, 2)
    x[0] = 1
t(f17)
def f18():
    x = 'abc'
    x[0] = 'd'
t(f18)
def f19():
    x = 5
    x[0] = 1
t(f19)
def f20():
    x = {1}
    x[0] = 1
t(f20)
def f21():
    x = {}
    x[[]] = 1
t(f21)
def f22():
    x = [1, 2, 3]
    del x[0]
    del x[-1]
    return x
t(f22)
def f23():
    x = [1, 2, 3]
    del x[5]
t(f23)
def f24():
    x = [1, 2, 3, 4, 5]
    del x[1:3]
    return x
t(f24)
def f25():
    x = [1, 2, 3, 4, 5]
    del x[::2]
    return x
t(f25)
def f26():
    x = {'a': 1}
    del x['b']
t(f26)
def f27():
    x = (1, 2)
    del x[0]
t(f27)
def f28():
    x = 'abc'
    del x[0]
t(f28)
def f29():
    x = 5
    x += 'a'
t(f29)
def f30():
    x = 'a'
    x += 5
t(f30)
def f31():
    x = [1]
    x += 'ab'
    return x
t(f31)
def f32():
    x = [1]
    x += 5
t(f32)
def f33():
    x = (1,)
    x += [2]
t(f33)
def f34():
    x = [1]
    x *= 3
    return x
t(f34)
def f35():
    x = [1]
    x *= 'a'
t(f35)
def f36():
    x = {1}
    x |= {2}
    x &= {2, 3}
    x -= {5}
    x ^= {7}
    return x
t(f36)
def f37():
    x = {1}
    x |= [2]
t(f37)
def f38():
    x = {'a': 1}
    x |= {'b': 2}
    x |= [('c', 3)]
    return x
t(f38)
def f39():
    x = {'a': 1}
    x += 1
t(f39)
def f40():
    x = 7
    x -= 1; x *= 2; x /= 4; x //= 1; x **= 2; x %= 5
    return x
t(f40)
def f41():
    x = 7
    x <<= 2; x >>= 1; x |= 1; x &= 7; x ^= 2
    return x
t(f41)
def f42():
    x = None
    x += 1
t(f42)
def f43():
    x = {}
    x['a'] += 1
t(f43)
def f44():
    x = []
    x[0] += 1
t(f44)
def f45():
    t = ([1],)
    t[0] += [2]
t(f45)
def f46():
    for i in 5:
        pass
t(f46)
def f47():
    for a, b in [1, 2]:
        pass
t(f47)
def f48():
    for a, b in [(1, 2), (3, 4)]:
        pass
    else:
        return a, b
t(f48)
def f49():
    r = []
    for i in range(5):
        if i == 1: continue
        if i == 3: break
        r.append(i)
    else:
        r.append('else')
    return r
t(f49)
def f50():
    n = 0
    while n < 3:
        n += 1
    else:
        n = 'done'
    return n
t(f50)
def f51():
    while True:
        try:
            break
        finally:
            print('finally')
    return 1
t(f51)
def f52():
    for i in range(3):
        try:
            continue
        finally:
            print('f', i)
t(f52)
def f53():
    try:
        return 1
    finally:
        print('f')
t(f53)
def f54():
    try:
        return 1
    finally:
        return 2
t(f54)
def f55():
    try:
        raise ValueError('a')
    finally:
        return 3
t(f55)
def f56():
    try:
        try:
            raise ValueError('a')
        finally:
            print('inner')
    except ValueError as e:
        return repr(e)
t(f56)
def f57():
    try:
        1 / 0
    except (ValueError, ZeroDivisionError) as e:
        return type(e), e.args, str(e)
t(f57)
def f58():
    try:
        pass
    except ValueError:
        return 'except'
    else:
        return 'else'
    finally:
        print('finally')
t(f58)
def f59():
    try:
        raise ValueError
    except ValueError as e:
        return repr(e), str(e), e.args
t(f59)
def f60():
    raise ValueError('a', 1)
t(f60)
def f61():
    raise 5
t(f61)
def f62():
    raise int
t(f62)
def f63():
    raise ValueError('x') from KeyError('y')
t(f63)
def f64():
    try:
        raise ValueError('x') from KeyError('y')
    except ValueError as e:
        return e.__cause__, e.__suppress_context__
t(f64)
def f65():
    try:
        try:
            raise KeyError('y')
        except KeyError:
            raise ValueError('x')
    except ValueError as e:
        return e.__context__, e.__cause__
t(f65)
def f66():
    try:
        raise ValueError('x') from None
    except ValueError as e:
        return e.__cause__, e.__suppress_context__
t(f66)
def f67():
    raise ValueError('x') from 5
t(f67)
def f68():
    raise
t(f68)
def f69():
    try:
        raise ValueError('x')
    except ValueError:
        raise
t(f69)
def f71():
    try:
        1 / 0
    except 5:
        pass
t(f71)
def f72():
    try:
        1 / 0
    except (ValueError, 5):
        pass
t(f72)
def f73():
    assert False
t(f73)
def f74():
    assert False, 'message'
t(f74)
def f75():
    assert [], [1, 2]
t(f75)
def f76():
    assert 1, 'x'
t(f76)
class E(Exception):
    pass
def f77():
    raise E
t(f77)
def f78():
    raise E('a', 'b')
t(f78)
class F(E):
    def __init__(self, a, b=2):
        super().__init__(f'{a}-{b}')
        self.a = a
    def __str__(self):
        return 'F:' + super().__str__()
def f79():
    try:
        raise F(1)
    except E as e:
        return e.a, str(e), repr(e), e.args
t(f79)
def f80():
    raise F(1)
t(f80)
class G(Exception):
    def __init__(self, a):
        self.a = a
def f81():
    try:
        raise G(1)
    except G as e:
        return e.a, str(e), repr(e), e.args
t(f81)
def f82():
    raise G()
t(f82)
t(lambda: KeyError('a'))
t(lambda: str(KeyError('a')))
t(lambda: str(KeyError('a', 'b')))
t(lambda: str(KeyError()))
t(lambda: ValueError('a') == ValueError('a'))
t(lambda: ValueError('a', 1))
t(lambda: ValueError(1, 2).args)
t(lambda: str(ValueError(None)))
t(lambda: StopIteration(5).value)
t(lambda: issubclass(KeyError, LookupError))
t(lambda: issubclass(ZeroDivisionError, ArithmeticError))
t(lambda: issubclass(ValueError, Exception))
t(lambda: Exception.__mro__)
t(lambda: ValueError.__name__)
t(lambda: ValueError.__bases__)
t(lambda: ValueError('a').with_traceback(None))
t(lambda: SystemExit(3).code)
t(lambda: NotImplementedError())
def f84():
    x = 5
    del x
    return 1
t(f84)
class C:
    def __init__(self, s=False): self.s = s
    def __enter__(self):
        print('enter')
        return self
    def __exit__(self, *a):
        print('exit', a[0], a[1])
        return self.s
def f86():
    with C() as c:
        print('body')
        return 5
t(f86)
def f87():
    with C(True):
        raise ValueError('x')
    return 'after'
t(f87)
def f88():
    with C(False):
        raise ValueError('x')
t(f88)
def f89():
    with C() as a, C(True) as b:
        1 / 0
    return 'z'
t(f89)
def f90():
    with (C() as a, C() as b):
        pass
    return 1
t(f90)
def f91():
    for i in range(2):
        with C():
            continue
    return i
t(f91)
def f92():
    global gx
    gx = 5
    return gx
t(f92)
t(lambda: gx)
def f93():
    n = 0
    def inc():
        nonlocal n
        n += 1
        return n
    inc(); inc()
    return n
t(f93)
def f94():
    fs = []
    for i in range(3):
        fs.append(lambda: i)
    return [f() for f in fs]
t(f94)
def f95():
    fs = [lambda i=i: i for i in range(3)]
    return [f() for f in fs]
t(f95)
def f96():
    fs = [lambda: i for i in range(3)]
    return [f() for f in fs]
t(f96)
def f97():
    x = 1
    class A:
        x = 2
        def f(self): return x
        y = x
    return A().f(), A.y
t(f97)
def f98():
    print(undefined_thing)
t(f98)
def f100():
    if (n := 5) > 3:
        return n
t(f100)
def f101():
    r = [y := 1, y ** 2]
    return r, y
t(f101)
def f102():
    z = [w for v in range(3) if (w := v * 2)]
    return z, w
t(f102)
def f103():
    x: int = 5
    y: str
    return x
t(f103)
def f104():
    pass
t(f104)
def f105():
    return
t(f105)
def f106():
    return 1, *[2, 3]
t(f106)
def f107():
    return 5 if [] else 6
t(f107)
def f108():
    a = 1; b = 2; return a, b
t(f108)
def f109():
    d = {'a': 1}
    for k in d:
        d['b' + k] = 1
t(f109)
def f110():
    x = [1, 2, 3]
    for v in x:
        if len(x) < 6: x.append(v)
    return x
t(f110)
def f111():
    s = {1, 2}
    for v in s:
        s.add(v + 10)
t(f111)
def f112():
    it = iter([1, 2, 3])
    for v in it:
        next(it, None)
        print(v)
t(f112)
def f113():
    i = 10
    for i in []: pass
    return i
t(f113)
def f114():
    a = [1, 2, 3]
    a[1], a = 5, a
    return a
t(f114)
def f115():
    i = 0
    x = [0, 0]
    i, x[i] = 1, 2
    return x
t(f115)
def f116():
    import math as m, copy
    from math import sqrt as s, pi
    return m.floor(1.5), s(4), pi
t(f116)
def f118():
    import nothing_here
t(f118)
def f119():
    import math
    return math.nothing
t(f119)
def f120():
    import os.path
    return os.path.join('a', 'b')
t(f120)
def f121():
    return __name__
t(f121)
def f122():
    x = 5
    return locals()
t(f122)
def f123():
    return globals().get('nothing'), 'f122' in globals(), globals()['__name__']
t(f123)
def f124():
    def f(): pass
    return f.__name__, f.__qualname__, f.__doc__, f.__module__
t(f124)
def f125():
    'doc'
t(lambda: f125.__doc__)
def f126():
    return print('a', 'b', sep='-', end='!\n')
t(f126)
t(lambda: print(1, 2.0, None, [1], sep=', '))
t(lambda: print())
t(lambda: print('a', end=''))
t(lambda: print('a', sep=None, end=None))
t(lambda: print('a', sep=1))
t(lambda: print('a', end=1))
t(lambda: print('a', foo=1))
t(lambda: print(*[1, 2], *'ab'))
t(lambda: print('x', flush=True))
t(lambda: (lambda *a, **k: (a, k))(1, *[2], x=3, **{'y': 4}))
t(lambda: (lambda a, *, b: (a, b))(1, b=2))
