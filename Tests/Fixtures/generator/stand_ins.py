"""A layer's output in inference, also where TensorFlow has no kernel on the CPU: then by Keras in another way, which is told."""

import keras
import numpy as np
import tensorflow as tf

from . import strided

REFUSALS = (tf.errors.UnimplementedError, tf.errors.InvalidArgumentError)


def forward(layer, inputs):
    """The output in inference mode, and how it was computed."""
    if isinstance(layer, keras.layers.RandomCrop):
        return documented_crop(layer, inputs[0]), "keras.preprocessing.image.smart_resize, as RandomCrop's documentation has it"
    if has_holes(layer):
        return with_holes(layer, inputs[0]), "keras, the kernel's holes written out as zeros"
    if strided.needs_help(layer) and layer.data_format == "channels_last":
        return strided.forward(layer, inputs[0]), "keras, stride 1 and subsampled"
    twin = None
    if getattr(layer, "data_format", None) == "channels_first" and layer.weights:
        twin = channels_last(layer, inputs[0])
    try:
        output = call(layer, inputs)
    except REFUSALS:
        if twin is None:
            raise
        return twin
    if twin is not None:
        np.testing.assert_allclose(twin[0], output, rtol=0, atol=1e-5)
    if strided.can_help(layer) and layer.data_format == "channels_last":
        np.testing.assert_allclose(strided.forward(layer, inputs[0]), output, rtol=0, atol=1e-5)
    return output, "keras"


def call(layer, inputs):
    return keras.ops.convert_to_numpy(apply(layer, inputs, training=False))


def apply(layer, inputs, **options):
    """Attention takes its tensors one by one, merging layers take a list."""
    if isinstance(layer, keras.layers.MultiHeadAttention):
        return layer(*inputs, **options)
    return layer(inputs[0] if len(inputs) == 1 else inputs, **options)


def channels_last(layer, values):
    """By the same layer with its channels last, on the transposed input; None where Keras itself refuses that."""
    moved = np.moveaxis(values, 1, -1)
    twin = type(layer).from_config(layer.get_config() | {"data_format": "channels_last"})
    twin.build(moved.shape)
    twin.set_weights(layer.get_weights())
    output, method = forward(twin, [moved])
    return np.moveaxis(output, -1, 1), method + ", channels last and transposed"


def has_holes(layer):
    transposed = (keras.layers.Conv1DTranspose, keras.layers.Conv2DTranspose)
    return isinstance(layer, transposed) and max(layer.dilation_rate) > 1


def with_holes(layer, values):
    """TensorFlow's transposed convolution does not dilate on the CPU: the kernel is that of one without dilation."""
    kernel = keras.ops.convert_to_numpy(layer.kernel)
    for axis, rate in enumerate(layer.dilation_rate):
        size = (kernel.shape[axis] - 1) * rate + 1
        wide = np.zeros(kernel.shape[:axis] + (size,) + kernel.shape[axis + 1 :], kernel.dtype)
        wide[(slice(None),) * axis + (slice(None, None, rate),)] = kernel
        kernel = wide
    config = layer.get_config() | {"kernel_size": kernel.shape[:-2], "dilation_rate": 1}
    twin = type(layer).from_config(config)
    twin.build(values.shape)
    twin.set_weights([kernel] + layer.get_weights()[1:])
    return call(twin, [values])


def documented_crop(layer, values):
    """The code hands the image on in inference, whatever its size, which its own shapes and documentation contradict."""
    resize = keras.preprocessing.image.smart_resize
    output = resize(keras.ops.convert_to_tensor(values), (layer.height, layer.width), data_format=layer.data_format)
    return keras.ops.convert_to_numpy(output)
