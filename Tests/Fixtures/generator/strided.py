"""Depthwise convolution with unequal strides, which TensorFlow's kernels refuse, out of stride 1.

A strided convolution is the stride-1 one on the padded input, of which each stride-th row and column is kept. Padding is
TensorFlow's `same` rule for the real strides. Every equal-stride case checks this method against Keras' own result.
"""

import keras
import numpy as np

DEPTHWISE = (keras.layers.DepthwiseConv2D, keras.layers.SeparableConv2D)


def can_help(layer):
    return isinstance(layer, DEPTHWISE)


def needs_help(layer):
    return can_help(layer) and layer.strides[0] != layer.strides[1]


def forward(layer, values):
    separable = isinstance(layer, keras.layers.SeparableConv2D)
    kernel = layer.depthwise_kernel if separable else layer.kernel
    padded = values
    if layer.padding == "same":
        sizes = zip(values.shape[1:3], layer.kernel_size, layer.strides, layer.dilation_rate)
        padded = np.pad(values, [(0, 0), *(same_padding(*size) for size in sizes), (0, 0)])
    output = keras.ops.depthwise_conv(padded, kernel, 1, "valid", None, layer.dilation_rate)
    output = output[:, :: layer.strides[0], :: layer.strides[1], :]
    if separable:
        output = keras.ops.conv(output, layer.pointwise_kernel, 1, "valid")
    if layer.use_bias:
        output = output + layer.bias
    return keras.ops.convert_to_numpy(layer.activation(output))


def same_padding(size, kernel, stride, dilation):
    """TensorFlow's `same`: the output has ceil(size / stride), the odd element of padding goes last."""
    extent = (kernel - 1) * dilation + 1
    total = max((-(-size // stride) - 1) * stride + extent - size, 0)
    return total // 2, total - total // 2
