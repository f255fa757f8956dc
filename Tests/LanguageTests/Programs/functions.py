from functools import reduce, partial, wraps
def f(a, b=2, *args, c, d=4, **kw):
    return a, b, args, c, d, kw
print(f(1, c=3), f(1, 2, 3, 4, c=5, e=6), f(*[1, 2], **{'c': 3, 'z': 1}))
def g(x, acc=[]):
    acc.append(x); return acc
print(g(1), g(2))
def outer():
    n = 0
    def inner():
        nonlocal n
        n += 1
        return n
    return inner
h = outer(); print(h(), h(), h())
print((lambda *a, **k: (a, k))(1, 2, x=3), (lambda: 5)(), (lambda x, y=2: x * y)(4))
def compose(*funcs):
    if funcs:
        return reduce(lambda f, g: lambda *a, **kw: g(f(*a, **kw)), funcs)
    else:
        raise ValueError('Composition of empty sequence not supported.')
print(compose(lambda x: x + 1, lambda x: x * 2, str)(3))
print([fn(10) for fn in [lambda x, i=i: x + i for i in range(3)]], [fn() for fn in [lambda: i for i in range(3)]])
counter = 0
def inc():
    global counter
    counter += 1
inc(); inc(); print(counter)
def deco(fn):
    @wraps(fn)
    def wrapper(*a, **k):
        print('calling', fn.__name__)
        return fn(*a, **k)
    return wrapper
@deco
def hello(name='you'):
    """Says hello."""
    return 'hello ' + name
print(hello(), hello(name='me'), hello.__name__, hello.__doc__)
print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(lambda a, b: a + b, [], 10), partial(pow, 2)(5), partial(f, 1, c=9)(7))
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(15), list(map(fib, range(10))))
def multi(): return 1, 2
a, b = multi(); print(a, b, multi())
def nothing(): pass
print(nothing(), callable(nothing), callable(3))
def kwonly(*, key): return key
print(kwonly(key=1))
def posonly(a, /, b): return a + b
print(posonly(1, b=2))
if (n := 10) > 5: print(n)
print([y := 5, y ** 2], (lambda a, b: a if a > b else b)(1, 2))
def shadow():
    x = 1
    def inner():
        x = 2
        return x
    return inner(), x
print(shadow())
def annotated(x: int, y: 'str' = 'a') -> bool: return x, y
print(annotated(1))
def recursive_default(n, memo={}):
    if n in memo: return memo[n]
    memo[n] = 1 if n < 2 else recursive_default(n - 1) + recursive_default(n - 2)
    return memo[n]
print(recursive_default(50))
f()
