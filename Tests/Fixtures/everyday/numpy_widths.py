# Widths and rates computed with numpy and floats.
import math

import numpy as np
from keras import Model, layers

repeats = [1, 2, 1]
exponents = np.insert(np.arange(0, len(repeats), dtype=np.float32), 0, 0)
widths = 2 ** exponents
widths *= 12
widths[0] = 6
widths = (widths * 1.5).astype(int)
rates = np.linspace(0, 0.2, sum(repeats))
depth = 1.4

inputs = layers.Input((32, 32, 3))
x = layers.Conv2D(widths[0], 3, strides=2, padding='same')(inputs)
n = 0
for stage, repeat in enumerate(repeats):
    for i in range(int(math.ceil(repeat * depth))):
        x = layers.Conv2D(filters=widths[stage + 1], kernel_size=3, padding='same')(x)
        x = layers.Dropout(float(rates[min(n, len(rates) - 1)]))(x)
        n += 1
    x = layers.MaxPooling2D()(x)
units = int(np.prod(x.shape[1:]) // 4)
x = layers.Dense(units)(layers.Flatten()(x))
model = Model(inputs, x)
print(widths, np.round(rates, 3), units)
