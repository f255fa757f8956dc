def attempt(f):
    try:
        print(f())
    except TypeError as e:
        print(e)
def two(a, b): pass
def three(a, b, c): pass
def default(a, b=1): pass
def keyword(a, *, k): pass
def keywords(a, *, k, j=2): pass
def none(): pass
def positional(a, /, b): pass
class Plain: pass
class Init:
    def __init__(self, a, b, c): pass
    def method(self, x): pass
    @staticmethod
    def static(x): pass
    @classmethod
    def make(cls, x): pass
def outer():
    def inner(a): pass
    return inner
init = Init(1, 2, 3)
for f in [lambda: two(1), lambda: three(1), lambda: three(), lambda: default(1, 2, 3), lambda: default(), lambda: keyword(1), lambda: keyword(1, 2),
          lambda: keyword(1, 2, k=1), lambda: keywords(1), lambda: none(1), lambda: none(1, 2), lambda: none(a=1), lambda: two(1, a=2), lambda: two(1, b=2, zz=3),
          lambda: two(1, 2, 3), lambda: Plain(1), lambda: Plain(a=1), lambda: Init(b=2), lambda: Init(), lambda: Init(1, 2, 3, 4), lambda: init.method(),
          lambda: init.method(1, 2), lambda: Init.method(), lambda: Init.static(), lambda: Init.make(), lambda: outer()(), lambda: (lambda x: x)(), lambda: positional(1),
          lambda: two(*[1], **{'b': 2}), lambda: two(*[1, 2, 3]), lambda: two(**{'a': 1, 'c': 2}), lambda: two(*5), lambda: two(**5), lambda: two(1, *[2], **{'b': 3}),
          lambda: len(1, 2), lambda: isinstance(1), lambda: len(x=1), lambda: sorted(), lambda: print(foo=1), lambda: 'a'.upper(1), lambda: 'a'.join(),
          lambda: [].insert(1), lambda: {}.get(), lambda: {}.get(1, 2, 3), lambda: abs(), lambda: getattr(1), lambda: str.join('a'), lambda: dict.fromkeys(), lambda: range(1, 2, 3, 4)]:
    attempt(f)
