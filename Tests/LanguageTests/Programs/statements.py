a = b = c = 5; print(a, b, c)
a, b = b, a + 1; print(a, b)
(a), [b, c] = 1, (2, 3); print(a, b, c)
l = [1, 2, 3]; l[0], l[1] = l[1], l[0]; print(l)
for i in range(3):
    for j in range(3):
        if j == 1: continue
        if i == 2: break
        print(i, j)
    else:
        print('no break', i)
n = 5
while True:
    n -= 1
    if n % 2: continue
    if n <= 0: break
    print(n)
if n > 0: print('pos')
elif n == 0: print('zero')
else: print('neg')
x: int = 5
y: 'undefined type'
print(x)
print('a', 'b', sep='-', end='!\n'); print(); print(1, 'a', None, True, 2.5, [1], sep=', ')
assert True, 'fine'
pass; ...
def f():
    """doc"""
    return
print(f(), f.__doc__)
t = 1,; print(t)
s = ('multi'
     'line')
print(s, [1,
          2,  # comment

          3])
z = 1 + \
    2
print(z)
if True:
	print('tabbed')
	if True:
		print('deeper')
class Empty: pass
class Empty2: ...
for k, in [(1,), (2,)]: print(k)
def star(*args): return args
print(star(*[1, 2], 3, *(4,)), star(*'ab'))
print(1 if 0 else 2 if 0 else 3, not 1 == 2, 1 < 2 and 2 < 3 or False, 5 if [] else 6)
print((1, 2, 3)[1], [1, 2, 3][-1], 'abc'[1], {'a': 1}['a'], (lambda: 1)(), [1][0:1])
d = {'a': 1,
     'b': 2,
}
print(d)
e = [
    i
    for i in range(3)
    if i
]
print(e)
for x in 'ab', 'cd': print(x)
x = 1; del x
lst = [1, 2, 3]; del lst[0], lst[-1]; print(lst)
print(print, len) if False else print('cond')
global_var = 1
def g():
    global new_global
    new_global = 5
g(); print(new_global)
print(0xff, 1_0.0_1, 1e-2, "\N{BULLET}" if False else '•')
raise RuntimeError('end')
