import math
class Layer(object):
    _count = {}
    def __init__(self, name=None, **kwargs):
        base = self.__class__.__name__.lower()
        n = Layer._count.get(base, 0)
        Layer._count[base] = n + 1
        self._name = name or (base if n == 0 else '%s_%d' % (base, n))
    @property
    def name(self): return self._name
    def __call__(self, x):
        if isinstance(x, list): return [self(t) for t in x]
        return self.call(x)
    def call(self, x): return x
    def get_config(self): return {'name': self._name}
    @classmethod
    def from_config(cls, config): return cls(**config)
class Conv(Layer):
    def __init__(self, filters, kernel_size=3, strides=(1, 1), padding='valid', **kwargs):
        super(Conv, self).__init__(**kwargs)
        self.filters = int(filters)
        self.kernel = (kernel_size,) * 2 if isinstance(kernel_size, int) else tuple(kernel_size)
        self.strides = strides
        self.padding = padding
    def call(self, shape):
        h, w, c = shape
        same = self.padding == 'same'
        size = lambda d, k, s: math.ceil(d / s) if same else (d - k) // s + 1
        return (size(h, self.kernel[0], self.strides[0]), size(w, self.kernel[1], self.strides[1]), self.filters)
    def get_config(self):
        config = super().get_config()
        config.update({'filters': self.filters, 'kernel_size': self.kernel})
        return config
class Sequential:
    def __init__(self, layers=None): self.layers = list(layers or [])
    def add(self, layer): self.layers.append(layer)
    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
            print('{:<10} {}'.format(layer.name, x))
        return x
def block(x, filters, alpha=1.0, block_id=0):
    channels = int(filters * alpha)
    prefix = 'block_{}_'.format(block_id)
    for i, k in enumerate([1, (1, 3), (3, 1)]):
        x = Conv(channels, k, padding='same', name=prefix + 'conv%d' % (i + 1))(x)
    return x
x = (32, 32, 3)
for i, f in enumerate([32, 64, 128]):
    x = block(x, f, alpha=0.75, block_id=i)
print(x)
model = Sequential()
model.add(Conv(8)); model.add(Conv(16, strides=(2, 2), padding='same')); model.add(Conv(4, kernel_size=1))
print(model((28, 28, 1)), Conv.from_config({'filters': 3, 'name': 'q'}).get_config())
cfg = [('conv', 32, 1), ('conv', 64, 2)]
print([Conv(f, strides=(s, s), padding='same')((16, 16, 3)) for _, f, s in cfg])
def make_divisible(v, divisor, min_value=None):
    if min_value is None: min_value = divisor
    new_v = max(min_value, int(v + divisor / 2) // divisor * divisor)
    if new_v < 0.9 * v: new_v += divisor
    return new_v
print([make_divisible(c * 0.35, 8) for c in (16, 24, 32, 64, 96, 160, 320)])
if not (isinstance(x, tuple) and len(x) == 3): raise ValueError('bad')
if x[-1] != 10: raise ValueError('Expected depth 10, got ' + str(x[-1]) + ' for shape %s' % (x,))
