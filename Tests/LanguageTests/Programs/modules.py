import math, operator, itertools, copy, collections, functools
import os.path as osp
from math import pi, floor as fl
from collections import OrderedDict, namedtuple, defaultdict, Counter
from typing import List, Optional, Dict
print(pi, fl(2.7), math.ceil(2.1), math.sqrt(16), math.log(math.e), math.log2(8), math.log10(1000), math.exp(0), math.pow(2, 3), math.inf, math.floor(-2.5), math.log(8, 2))
print(math.gcd(12, 18), math.factorial(5), math.prod([1, 2, 3, 4]), math.isclose(0.1 + 0.2, 0.3), math.trunc(-2.7), math.hypot(3, 4), math.isnan(math.nan), math.comb(5, 2), math.isqrt(17), math.lcm(4, 6))
print(operator.add(1, 2), operator.mul(3, 4), operator.itemgetter(1)([1, 2]), list(map(operator.itemgetter('a', 'b'), [{'a': 1, 'b': 2}])), operator.attrgetter('real')(5), functools.reduce(operator.mul, [1, 2, 3]))
print(list(itertools.chain([1], 'ab')), list(itertools.product([1, 2], 'ab')), list(itertools.permutations([1, 2, 3], 2)), list(itertools.combinations('abc', 2)), list(itertools.accumulate([1, 2, 3])))
print(list(itertools.islice(itertools.count(5), 3)), list(itertools.repeat(1, 3)), list(itertools.zip_longest([1], [2, 3])), list(itertools.islice('abcdef', 1, 5, 2)), list(itertools.takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(itertools.dropwhile(lambda x: x < 3, [1, 2, 3, 1])))
print(list(itertools.chain.from_iterable([[1], [2, 3]])), list(itertools.islice(itertools.cycle('ab'), 5)), list(itertools.starmap(pow, [(2, 3)])), list(itertools.filterfalse(None, [0, 1])), list(itertools.product([0, 1], repeat=2)), list(itertools.pairwise([1, 2, 3])))
a = [1, [2, 3]]; b = copy.copy(a); c = copy.deepcopy(a); a[1].append(4); print(b, c)
o = OrderedDict([('b', 1), ('a', 2)]); o['c'] = 3; o.move_to_end('b'); print(o, list(o), o.popitem(last=False), OrderedDict())
P = namedtuple('Point', ['x', 'y']); p = P(1, y=2); print(p, p.x, p[1], p._asdict(), p._replace(x=5), list(p), len(p), p == (1, 2), P._fields, isinstance(p, P)); x, y = p; print(x + y)
Q = namedtuple('Q', 'a b c', defaults=[3]); print(Q(1, 2))
dd = defaultdict(list); dd['a'].append(1); dd['b']; print(dd, dict(dd), defaultdict(int)['z'])
print(Counter('hello'), Counter('hello').most_common(1), Counter([1, 1, 2])[1], Counter('ab')['z'])
print(osp.join('a', 'b', 'c.txt'), osp.basename('/x/y.py'), osp.dirname('/x/y.py'), osp.splitext('model.tar.gz'), osp.split('a/b'), osp.splitext('.bashrc'))
@functools.lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(60), sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)))
def typed(x: Optional[List[int]] = None) -> Dict[str, int]: return {}
print(typed(), math.__name__, collections.__name__)
math.sqrt(-1)
