class Animal:
    count = 0
    def __init__(self, name):
        self.name = name
        Animal.count += 1
    def speak(self):
        return self.name + ' makes a sound'
    def __repr__(self):
        return 'Animal(%r)' % self.name
    def __eq__(self, other):
        return isinstance(other, Animal) and self.name == other.name
class Dog(Animal):
    def __init__(self, name, breed='mutt'):
        super().__init__(name)
        self.breed = breed
    def speak(self):
        return super(Dog, self).speak() + ': woof'
    @property
    def label(self): return self.name + '/' + self.breed
    @label.setter
    def label(self, value): self.name, self.breed = value.split('/')
    @staticmethod
    def helper(x): return x * 2
    @classmethod
    def make(cls, name): return cls(name, 'made')
    def __call__(self, x): return x + 1
    def __len__(self): return 7
    def __getitem__(self, i): return i * 2
    def __contains__(self, x): return x == 3
    def __add__(self, o): return ('add', o)
    def __radd__(self, o): return ('radd', o)
    def __lt__(self, o): return self.name < o.name
    def __bool__(self): return False
    def __iter__(self): return iter([1, 2, 3])
a, d = Animal('cat'), Dog('rex')
print(a, [a], a.speak(), d.speak(), d.label, Dog.helper(4), d.helper(5), Dog.make('m').breed, d(1), len(d), d[4], 3 in d, d + 1, 1 + d)
d.label = 'x/y'; print(d.name, d.breed, Animal.count, Dog.count, d.count, bool(d), list(d), sorted([Dog('z'), Dog('b')])[0].name)
print(isinstance(d, Animal), issubclass(Dog, Animal), type(d).__name__, d.__class__ is Dog, a == Animal('cat'), a != Animal('dog'), hasattr(a, 'zz'), getattr(a, 'zz', 5))
print(Dog.__name__, Dog.__bases__[0].__name__, [c.__name__ for c in Dog.__mro__], Dog.speak(d))
setattr(a, 'zz', 1); print(a.zz, a.__dict__); del a.zz; print(hasattr(a, 'zz'), vars(a))
class Vec:
    def __init__(self, x, y): self.x, self.y = x, y
    def __add__(self, o): return Vec(self.x + o.x, self.y + o.y)
    def __mul__(self, k): return Vec(self.x * k, self.y * k)
    __rmul__ = __mul__
    def __neg__(self): return Vec(-self.x, -self.y)
    def __iadd__(self, o): self.x += o.x; return self
    def __str__(self): return f'<{self.x}, {self.y}>'
    def __eq__(self, o): return (self.x, self.y) == (o.x, o.y)
    def __getattr__(self, n): return n + '!'
    def __format__(self, spec): return 'V' + spec
v = Vec(1, 2); v += Vec(10, 0)
print(str(v + v), str(v * 2), str(2 * v), str(-v), v == Vec(11, 2), v.missing, f'{v:abc}', f'{v}')
class Stack:
    items = []
    def push(self, x): self.items = self.items + [x]; return self
print(Stack().push(1).push(2).items, Stack.items)
class Outer:
    class Inner:
        value = 5
    def get(self): return self.Inner.value
print(Outer().get(), Outer.Inner.value)
class Meta(object):
    """Doc."""
    x = 1
    y = x + 1
    z = [i for i in range(3)]
print(Meta.__doc__, Meta.y, Meta.z)
class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return self.n
print(list(It()), sum(It()), [x for x in It()])
class Ctx:
    def __enter__(self): print('enter'); return 'value'
    def __exit__(self, *a): print('exit', a[0] is None); return True
with Ctx() as c: print(c)
with Ctx(): raise ValueError('swallowed')
def make(n):
    class Local:
        def get(self): return n
    return Local
print(make(5)().get(), make.__name__)
class Base:
    def __init__(self, **kw): self.kw = kw
    def template(self): return self.hook()
    def hook(self): return 'base'
class Derived(Base):
    def __init__(self, a, **kw):
        super().__init__(**kw)
        self.a = a
    def hook(self): return 'derived ' + super().hook()
print(Derived(1, b=2).kw, Derived(1).template())
d.nothing
