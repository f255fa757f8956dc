def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


class P:
    """doc"""
    count = 0
    def __init__(self, x=0, y=0):
        self.x, self.y = x, y
        P.count += 1
    def __repr__(self): return f'P({self.x!r}, {self.y!r})'
    def __eq__(self, o): return isinstance(o, P) and (self.x, self.y) == (o.x, o.y)
    def __hash__(self): return hash((self.x, self.y))
    def __add__(self, o): return P(self.x + o.x, self.y + o.y) if isinstance(o, P) else NotImplemented
    def __radd__(self, o): return ('radd', o)
    def __sub__(self, o): return ('sub', o)
    def __mul__(self, k): return P(self.x * k, self.y * k)
    __rmul__ = __mul__
    def __neg__(self): return P(-self.x, -self.y)
    def __abs__(self): return (self.x ** 2 + self.y ** 2) ** 0.5
    def __bool__(self): return bool(self.x or self.y)
    def __len__(self): return 2
    def __getitem__(self, i): return (self.x, self.y)[i]
    def __iter__(self): return iter((self.x, self.y))
    def __contains__(self, v): return v in (self.x, self.y)
    def __lt__(self, o): return abs(self) < abs(o)
    def __call__(self, *a, **k): return a, k
    def __str__(self): return f'<{self.x},{self.y}>'
    def __format__(self, spec): return f'fmt[{spec}]'
    def __int__(self): return self.x
    def __float__(self): return float(self.x)
    def __index__(self): return self.x
    def __round__(self, n=None): return ('round', n)
    def __divmod__(self, o): return ('divmod', o)
    def __pow__(self, o, m=None): return ('pow', o, m)
    def __matmul__(self, o): return ('matmul', o)
    def __floordiv__(self, o): return ('fd', o)
    def __truediv__(self, o): return ('td', o)
    def __mod__(self, o): return ('mod', o)
    def __and__(self, o): return ('and', o)
    def __or__(self, o): return ('or', o)
    def __xor__(self, o): return ('xor', o)
    def __lshift__(self, o): return ('ls', o)
    def __rshift__(self, o): return ('rs', o)
    def __invert__(self): return 'inv'
    def __pos__(self): return 'pos'
    def __iadd__(self, o): self.x += 100; return self
    def __reversed__(self): return iter([self.y, self.x])
    def __delitem__(self, k): print('del', k)
    def __setitem__(self, k, v): print('set', k, v)


t(lambda: P(1, 2))
t(lambda: str(P(1, 2)))
t(lambda: [P(1, 2)])
t(lambda: f'{P(1, 2)} {P(1, 2)!r} {P(1, 2):>5}')
t(lambda: '{} {!s} {:x}'.format(P(), P(), P()))
t(lambda: '%s %r' % (P(), P()))
t(lambda: P(1, 2) == P(1, 2))
t(lambda: P(1, 2) != P(1, 2))
t(lambda: P(1, 2) == 5)
t(lambda: P(1, 2) + P(3, 4))
t(lambda: P(1, 2) + 5)
t(lambda: 5 + P(1, 2))
t(lambda: 'a' + P(1, 2))
t(lambda: [1] + P(1, 2))
t(lambda: sum([P(1, 1), P(2, 2)]))
t(lambda: sum([P(1, 1), P(2, 2)], P()))
t(lambda: P(1, 2) - 1)
t(lambda: 1 - P(1, 2))
t(lambda: P(1, 2) * 3)
t(lambda: 3 * P(1, 2))
t(lambda: -P(1, 2))
t(lambda: +P(1, 2))
t(lambda: ~P(1, 2))
t(lambda: abs(P(3, 4)))
t(lambda: bool(P()))
t(lambda: bool(P(1)))
t(lambda: not P())
t(lambda: len(P()))
t(lambda: P(1, 2)[0])
t(lambda: P(1, 2)[5])
t(lambda: P(1, 2)[0:1])
t(lambda: list(P(1, 2)))
t(lambda: tuple(P(1, 2)))
t(lambda: [*P(1, 2)])
t(lambda: 1 in P(1, 2))
t(lambda: 5 in P(1, 2))
t(lambda: P(1, 2) < P(3, 4))
t(lambda: P(1, 2) > P(3, 4))
t(lambda: P(1, 2) <= P(3, 4))
t(lambda: P(1, 2) < 5)
t(lambda: sorted([P(3, 3), P(1, 1)]))
t(lambda: max(P(3, 3), P(1, 1)))
t(lambda: P()(1, a=2))
t(lambda: int(P(7)))
t(lambda: float(P(7)))
t(lambda: [10, 20, 30][P(1)])
t(lambda: [10, 20, 30][P(1):])
t(lambda: range(P(3)))
t(lambda: hex(P(255)))
t(lambda: round(P()))
t(lambda: round(P(), 2))
t(lambda: divmod(P(), 3))
t(lambda: pow(P(), 3))
t(lambda: pow(P(), 3, 5))
t(lambda: P() ** 2)
t(lambda: P() @ 2)
t(lambda: (P() // 1, P() / 1, P() % 1, P() & 1, P() | 1, P() ^ 1, P() << 1, P() >> 1))
t(lambda: list(reversed(P(1, 2))))
t(lambda: {P(1, 2): 'a'}[P(1, 2)])
t(lambda: {P(1, 2), P(1, 2), P(2, 1)} == {P(1, 2), P(2, 1)})
t(lambda: P(1, 2) in {P(1, 2): 1})
t(lambda: P(1, 2) in [P(1, 2)])
t(lambda: [P(1, 2)].index(P(1, 2)))
t(lambda: hash(P(1, 2)) == hash((1, 2)))
t(lambda: P.__name__)
t(lambda: P.__doc__)
t(lambda: P().__class__)
t(lambda: type(P()))
t(lambda: type(P()).__name__)
t(lambda: P().__dict__)
t(lambda: vars(P(1, 2)))
t(lambda: P.__mro__)
t(lambda: P.__bases__)
t(lambda: P.__module__)
t(lambda: P.__qualname__)
t(lambda: isinstance(P(), P))
t(lambda: isinstance(P(), object))
t(lambda: P().z)
t(lambda: P.z)
t(lambda: P().x.y)
def f1():
    p = P(1)
    p += 5
    p[1] = 2
    del p[3]
    p.new = 5
    del p.new
    p.new
t(f1)
def f2():
    p = P()
    del p.nothing
t(f2)
def f3():
    P.count = 99
    p = P()
    return P.count, p.count
t(f3)


class Base:
    kind = 'base'
    def __init__(self, a): self.a = a
    def hello(self): return f'{self.kind} {self.a} {self.name()}'
    def name(self): return 'Base'
    @property
    def double(self): return self.a * 2
    @double.setter
    def double(self, v): self.a = v // 2
    @double.deleter
    def double(self): self.a = None
    @property
    def ro(self): return 'ro'
    @staticmethod
    def st(x): return x + 1
    @classmethod
    def make(cls, *a): return cls(*a)
    @classmethod
    def cname(cls): return cls.__name__


class Child(Base):
    kind = 'child'
    def __init__(self, a, b):
        super().__init__(a)
        self.b = b
    def name(self): return 'Child+' + super().name()
    @property
    def double(self): return super().double + 1
    @classmethod
    def cname(cls): return 'c' + super().cname()
    @staticmethod
    def st(x): return Base.st(x) * 10


class Grand(Child):
    def name(self): return 'Grand+' + super(Grand, self).name()


t(lambda: Base(1).hello())
t(lambda: Child(1, 2).hello())
t(lambda: Grand(1, 2).hello())
t(lambda: Child.make(1, 2).b)
t(lambda: Grand.cname())
t(lambda: Child(1, 2).cname())
t(lambda: Child.st(1))
t(lambda: Child(1, 2).st(1))
t(lambda: Child(5, 2).double)
def f4():
    b = Base(3)
    b.double = 10
    a = b.a
    del b.double
    return a, b.a
t(f4)
t(lambda: Base.double.fget(Base(4)))
t(lambda: Child.__mro__)
t(lambda: issubclass(Grand, Base))
t(lambda: isinstance(Grand(1, 2), (int, Base)))
t(lambda: Child(1, 2).__dict__)
t(lambda: Child(1))
t(lambda: Grand())
t(lambda: super(Child, Grand(1, 2)).name())
t(lambda: Base.hello(Child(1, 2)))
t(lambda: Child.kind)
t(lambda: getattr(Child, 'kind'))
t(lambda: Child(1, 2).hello.__name__)
t(lambda: Child(1, 2).hello.__func__ is Base.hello)
t(lambda: Child(1, 2).hello.__self__.a)
class NoStr:
    def __repr__(self): return 'NoStr!'
t(lambda: str(NoStr()))
t(lambda: f'{NoStr()}')
t(lambda: f'{NoStr():5}')
class BadRepr:
    def __repr__(self): return 5
t(lambda: BadRepr())
class BadStr:
    def __str__(self): return 5
t(lambda: str(BadStr()))
t(lambda: f'{BadStr()}')
class BadLen:
    def __len__(self): return 'a'
t(lambda: len(BadLen()))
class BadIter:
    def __iter__(self): return 5
t(lambda: list(BadIter()))
class BadBool:
    def __bool__(self): return 5
t(lambda: bool(BadBool()))
class BadIndex:
    def __index__(self): return 'a'
t(lambda: [1][BadIndex()])
class BadInit:
    def __init__(self): return 5
t(lambda: BadInit())
class BadHash:
    def __hash__(self): return 'a'
t(lambda: hash(BadHash()))
class EqOnly:
    def __eq__(self, o): return True
t(lambda: hash(EqOnly()))
t(lambda: {EqOnly()})
t(lambda: EqOnly() == 5)
t(lambda: 5 == EqOnly())
t(lambda: EqOnly() != 5)
class It:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n <= 0: raise StopIteration
        self.n -= 1
        return self.n
t(lambda: list(It(3)))
t(lambda: sum(It(4)))
t(lambda: max(It(4)))
t(lambda: next(It(0)))
t(lambda: next(It(0), 'd'))
t(lambda: [x for x in It(2)])
t(lambda: list(zip(It(2), It(3))))
t(lambda: 2 in It(5))
t(lambda: sorted(It(3)))
class Seq:
    def __getitem__(self, i):
        if i > 2: raise IndexError('end')
        return i * 10
t(lambda: list(Seq()))
t(lambda: 10 in Seq())
t(lambda: list(reversed(Seq())))
t(lambda: len(Seq()))
class Attr:
    def __getattr__(self, n):
        if n.startswith('x'): return n * 2
        raise AttributeError(n)
t(lambda: Attr().xa)
t(lambda: Attr().ya)
t(lambda: hasattr(Attr(), 'ya'))
t(lambda: getattr(Attr(), 'ya', 'dflt'))
class SetAttr:
    def __setattr__(self, n, v): object.__setattr__(self, n, v * 2)
def f8():
    s = SetAttr()
    s.a = 5
    return s.a
t(f8)
class SetAttr2:
    def __setattr__(self, n, v): super().__setattr__(n, [v])
    def __delattr__(self, n): print('delattr', n)
def f9():
    s = SetAttr2()
    s.a = 5
    del s.b
    return s.a
t(f9)
class Slots:
    __slots__ = ('a',)
t(lambda: Slots().a)
class New:
    def __new__(cls, *a):
        print('new', a)
        return super().__new__(cls)
    def __init__(self, *a): print('init', a)
t(lambda: type(New(1)))
class Single:
    inst = None
    def __new__(cls):
        if cls.inst is None: cls.inst = object.__new__(cls)
        return cls.inst
t(lambda: Single() is Single())
class Sub:
    subs = []
    def __init_subclass__(cls, **kw): Sub.subs.append((cls.__name__, kw))
class S1(Sub): pass
class S2(Sub, x=1): pass
t(lambda: Sub.subs)
class CG:
    def __class_getitem__(cls, k): return k
t(lambda: CG[int])
class Desc:
    def __get__(self, o, c): return ('get', o is None, c.__name__)
    def __set__(self, o, v): print('set', v)
class HasDesc:
    d = Desc()
t(lambda: HasDesc().d)
t(lambda: HasDesc.d)
def f10():
    h = HasDesc()
    h.d = 5
t(f10)
class Names:
    class Inner:
        v = 1
    w = Inner.v + 1
    z = [i for i in range(3)]
t(lambda: (Names.Inner.v, Names.w, Names.z, Names.Inner.__qualname__))
class Empty: ...
t(lambda: Empty().__dict__)
t(lambda: Empty() == Empty())
t(lambda: Empty() < Empty())
t(lambda: Empty() + 1)
t(lambda: 1 + Empty())
t(lambda: -Empty())
t(lambda: Empty()[0])
t(lambda: len(Empty()))
t(lambda: iter(Empty()))
t(lambda: next(Empty()))
t(lambda: int(Empty()))
t(lambda: float(Empty()))
t(lambda: abs(Empty()))
t(lambda: round(Empty()))
t(lambda: [1][Empty()])
t(lambda: 'a' in Empty())
t(lambda: f'{Empty():5}')
t(lambda: Empty()())
t(lambda: hex(Empty()))
t(lambda: range(Empty()))
t(lambda: 'a' * Empty())
t(lambda: [1] + Empty())
t(lambda: 'a' + Empty())
t(lambda: '%d' % Empty())
t(lambda: ' '.join([Empty()]))
t(lambda: sum([Empty()]))
t(lambda: reversed(Empty()))
t(lambda: dict(Empty()))
t(lambda: isinstance(1, Empty()))
def f11():
    Empty()[0] = 1
t(f11)
def f12():
    del Empty()[0]
t(f12)
def f14():
    e = Empty()
    e.x = e.y = 1
    e.x += 5
    return e.__dict__
t(f14)
def f15():
    class L(Undefined): pass
t(f15)
class D(dict):
    def __missing__(self, k): return k * 2
    def total(self): return sum(self.values())
def f17():
    d = D(a=1)
    d['b'] = 2
    return d, d['zz'], d.total(), len(d), isinstance(d, dict), list(d), d == {'a': 1, 'b': 2}, type(d).__name__
t(f17)
class AD(dict):
    def __getattr__(self, n):
        try: return self[n]
        except KeyError: raise AttributeError(n)
    def __setattr__(self, n, v): self[n] = v
    def copy(self): return AD(self)
def f19():
    a = AD({'x': 1})
    a.y = 5
    return a.x, a, a.copy().y, hasattr(a, 'q'), {**a}, a | {'z': 1}, type(a | {})
t(f19)
class LL(list):
    def __init__(self, *a):
        super().__init__(a)
        self.tag = 't'
    def append(self, v):
        super().append(v * 2)
    def first(self): return self[0]
def f20():
    l = LL(1, 2)
    l.append(5)
    l += [7]
    return l, l.first(), l.tag, len(l), l[1:], type(l[1:]), l + [1], isinstance(l, list), l == [1, 2, 10, 7], sum(l), l.index(10)
t(f20)
class ST(str):
    def shout(self): return self.upper() + '!'
def f21():
    s = ST('abc')
    return s, s.shout(), s + 'd', len(s), s == 'abc', {s: 1}['abc'], type(s + 'd'), f'{s:>5}', s[0], 'b' in s, '%s' % s, isinstance(s, str), ','.join([s, 'x'])
t(f21)
class I(int):
    def twice(self): return self * 2
def f22():
    i = I(5)
    return i, i.twice(), i + 1, type(i + 1), i == 5, [0] * i, range(i), isinstance(i, int), hash(i), '%d' % i, f'{i:03}'
t(f22)
class TP(tuple):
    def __new__(cls, a, b): return super().__new__(cls, (a, b))
    @property
    def a(self): return self[0]
def f23():
    p = TP(1, 2)
    return p, p.a, p == (1, 2), len(p), [*p], hash(p) == hash((1, 2)), p + (3,)
t(f23)
class M1:
    def f(self): return 'M1'
class M2:
    def f(self): return 'M2'
    def g(self): return 'g2'
class MM(M1, M2):
    def f(self): return 'MM' + super().f()
t(lambda: (MM().f(), MM().g(), MM.__mro__))
class X0:
    def f(self): return ['X0']
class X1(X0):
    def f(self): return ['X1'] + super().f()
class X2(X0):
    def f(self): return ['X2'] + super().f()
class X3(X1, X2):
    def f(self): return ['X3'] + super().f()
t(lambda: X3().f())
t(lambda: X3.__bases__)
t(lambda: [c.__name__ for c in X3.__mro__])
def f24():
    class Bad(X0, X1): pass
t(f24)
class Enumish:
    A, B = range(2)
t(lambda: Enumish.B)
import abc
class Abst(abc.ABC):
    @abc.abstractmethod
    def f(self): pass
class Conc(Abst):
    def f(self): return 1
t(lambda: Conc().f())
def f25():
    class K:
        def __eq__(self, o): return NotImplemented
        def __lt__(self, o): return NotImplemented
        def __add__(self, o): return NotImplemented
    return K() == 1
t(f25)
t(lambda: NotImplemented)
class Lazy:
    @property
    def p(self): raise AttributeError('inner')
    @property
    def q(self): return self.nothing
t(lambda: Lazy().p)
t(lambda: Lazy().q)
t(lambda: hasattr(Lazy(), 'p'))
class Copyable:
    def __init__(self): self.l = [1]
import copy
def f26():
    c = Copyable()
    a, b = copy.copy(c), copy.deepcopy(c)
    return a.l is c.l, b.l is c.l, b.l
t(f26)
t(lambda: dir(Empty())[-1:] and 1)
t(lambda: callable(P()))
t(lambda: callable(Empty()))
t(lambda: type('Dyn', (), {'a': 1}).a)
t(lambda: type('Dyn', (Base,), {})(1).hello())
class Ctx:
    def __enter__(self): return 5
    def __exit__(self, a, b, c): return True
def f27():
    with Ctx() as v:
        raise ValueError
    return v
t(f27)
