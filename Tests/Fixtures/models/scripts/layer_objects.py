import keras
from keras import activations, constraints, initializers, layers, regularizers


class Scale(layers.Layer):
    def __init__(self, units, kernel_initializer='he_normal', kernel_regularizer=None, kernel_constraint=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.kernel_regularizer = regularizers.get(kernel_regularizer)
        self.kernel_constraint = constraints.get(kernel_constraint)
        self.input_spec = layers.InputSpec(min_ndim=2)
        self.project = layers.Dense(units, use_bias=False)

    def build(self, input_shape):
        self.count = self.add_weight((), 'zeros', 'int32', name='count', trainable=False)
        self.kernel = self.add_weight(
            shape=(input_shape[-1], self.units), initializer=self.kernel_initializer, name='kernel',
            regularizer=self.kernel_regularizer, constraint=self.kernel_constraint)
        self.offset = self.add_weight(name='offset', shape=[self.units], initializer='zeros')
        self.inner = layers.Dense(self.units)
        self.inner.build((None, self.units))

    def call(self, x):
        return self.inner(self.project(x))

    def get_config(self):
        config = super().get_config()
        config.update({'units': self.units, 'kernel_initializer': initializers.serialize(self.kernel_initializer),
                       'kernel_regularizer': regularizers.serialize(self.kernel_regularizer)})
        return config


image = keras.Input((8, 8, 3))
x = layers.Conv2D(4, 3, padding='SAME', strides=2, activation='relu', kernel_regularizer=regularizers.l2(1e-4))(image)
x = layers.BatchNormalization()(x)
x = layers.multiply([x, layers.GlobalAveragePooling2D(keepdims=True)(x)])
x = layers.Flatten()(x)
scale = Scale(5, kernel_regularizer=regularizers.L2(0.01), kernel_constraint='max_norm', name='scale')
x = scale(x)
model = keras.Model(image, x, name='objects')

for layer in model.layers:
    print(layer.name, [(w.path, w.name, tuple(w.shape), w.dtype, w.trainable) for w in layer.weights])
print([w.path for w in model.trainable_weights])
print([w.path for w in model.non_trainable_weights], len(model.weights), len(scale.trainable_variables))
print(scale.get_config()['units'], scale.get_config()['kernel_regularizer'], scale.get_config()['kernel_initializer'])
print(scale.kernel.shape == (64, 5), scale.count.dtype, scale.input_spec)

conv = model.layers[1]
config = conv.get_config()
for key in ('name', 'trainable', 'filters', 'kernel_size', 'strides', 'padding', 'data_format', 'dilation_rate', 'groups', 'activation',
            'use_bias', 'kernel_initializer', 'kernel_regularizer', 'bias_regularizer'):
    print(key, config[key])
print(conv.filters, conv.kernel_size, conv.strides, conv.padding, tuple(conv.kernel.shape), tuple(conv.bias.shape))
print(conv.compute_output_shape((None, 32, 32, 3)), layers.Add().compute_output_shape([(None, 4), (None, 4)]))
print(layers.MaxPooling2D(2).get_config()['strides'], layers.Conv1D(2, 3).kernel_size, layers.Dense(3).get_config()['activation'])
print(model.get_layer('batch_normalization').gamma.path, model.get_layer(index=1).name)

print(initializers.get('uniform').get_config(), initializers.get(initializers.Ones).get_config(), initializers.get(None))
print(initializers.serialize(initializers.VarianceScaling(2.0, 'fan_out', 'uniform')))
print(initializers.deserialize(initializers.serialize(initializers.Constant(3))).value, initializers.orthogonal(gain=2).gain)
print(regularizers.get('l2').l2, regularizers.serialize(regularizers.l1_l2(l1=0.1)), regularizers.get(None))
print(constraints.serialize(constraints.get('max_norm')), constraints.NonNeg().get_config())
print(activations.serialize(activations.get('swish')), activations.get(None).__name__, activations.deserialize('relu').__name__)
print(keras.InputSpec(ndim=4, axes={3: 5}), keras.InputSpec(shape=(None, 3)))
for make in (lambda: initializers.get('nope'), lambda: regularizers.get('l3'), lambda: constraints.get(3), lambda: activations.get('nope'),
             lambda: layers.Layer().add_weight('w', (2,)), lambda: layers.Layer().add_weight((2,), 'zeros', 'float32', True),
             lambda: layers.Layer().add_weight((2,), shape=(2,)), lambda: layers.Layer().add_weight(shape=(2,), regularizer='l9'),
             lambda: regularizers.L2('a'), lambda: initializers.VarianceScaling(scale=0), lambda: initializers.VarianceScaling(mode='a')):
    try:
        make()
        print('taken')
    except Exception as error:
        print(type(error).__name__)
