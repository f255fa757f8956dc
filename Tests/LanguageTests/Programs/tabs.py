# Indentation by tabs, and by tabs after spaces, as CPython reads it.
def f(x):
	if x:
		return 'tabs'
	else:
	    return 'a tab and spaces'


class A:
	y = 1

	def g(self):
		for i in range(2):
			if i:
				continue
			print(i)
		return self.y


print(f(1), f(0), A().g())
if True:
        print('eight spaces')
if True:
	print('a tab')
