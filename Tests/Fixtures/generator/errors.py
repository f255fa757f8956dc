"""errors.json: expressions that Keras refuses, and ones beside them that it accepts."""

import contextlib
import io
import re

import keras
import numpy as np

from . import store

IMAGE = "keras.Input((8, 8, 3))"


def generate(root):
    errors, accepted = [], []
    for topic, sources in EXPRESSIONS.items():
        for source in sources:
            record = {"id": f"{topic}: {source}", "source": source.replace("IMAGE", IMAGE)}
            keras.utils.clear_session()
            try:
                with contextlib.redirect_stdout(io.StringIO()):
                    value = eval(record["source"], {"keras": keras})
            except Exception as error:
                errors.append(record | describe(error))
            else:
                shape = list(value.shape) if isinstance(value, keras.KerasTensor) else None
                accepted.append(record | {"outputShape": shape, "runError": run_error(value)})
    store.write_json(root / "errors.json", {"versions": store.versions(), "errors": errors, "accepted": accepted})
    print(f"errors: {len(errors)} refused, {len(accepted)} accepted")


def describe(error):
    message = re.sub(r"\x1b\[\d+m", "", str(error))
    return {"exception": type(error).__name__, "message": message, "deliberate": is_deliberate(error)}


def is_deliberate(error):
    """Whether Keras, or Python's argument binding, meant to refuse; otherwise some inner line stumbled by accident."""
    text = str(error)
    if isinstance(error, TypeError):
        return bool(re.search(r"required argument|unexpected keyword|multiple values|positional argument", text))
    if isinstance(error, AttributeError):
        return "has no attribute 'lower'" not in text
    return isinstance(error, (ValueError, NotImplementedError)) and "invalid literal" not in text


def run_error(value):
    """What running the accepted expression on zeros refuses (TensorFlow's kernels, mostly); None where it runs."""
    if not isinstance(value, keras.KerasTensor):
        return None
    inputs = keras.utils.get_source_inputs(value)
    zeros = [np.zeros([8 if size is None else size for size in tensor.shape], "float32") for tensor in inputs]
    try:
        keras.Model(inputs, value)(zeros)
    except Exception as error:
        return describe(error)
    return None


def layers(name, *arguments):
    return [f"keras.layers.{name}({argument})" for argument in arguments]


def called(name, *arguments):
    return [f"{layer}(IMAGE)" for layer in layers(name, *arguments)]


def on(layer, *shapes):
    return [f"keras.layers.{layer}(keras.Input({shape}))" for shape in shapes]


def merged(layer, *shape_lists):
    inputs = [", ".join(f"keras.Input({shape})" for shape in shapes) for shapes in shape_lists]
    return [f"keras.layers.{layer}([{text}])" for text in inputs]


EXPRESSIONS = {
    "input": [
        "keras.Input()", "keras.Input(8)", "keras.Input((8, 8, 3))", "keras.Input((0, 8, 3))", "keras.Input((-1, 8, 3))",
        "keras.Input((8, 'a', 3))", "keras.Input((8.0, 8, 3))", "keras.Input((None, None, 3))", "keras.Input([8, 8, 3])",
        "keras.Input(shape=(8,), batch_size=2)", "keras.Input(())", "keras.Input((8,), size=3)",
    ],
    "conv2d constructor": layers(
        "Conv2D",
        "", "4", "kernel_size=3", "0, 3", "-1, 3", "4, 0", "4, -3", "4, (3, 0)", "4, (3, 3, 3)", "4, (3,)", "4, 3, 0", "4, 3, -1",
        "4, 3, (1, 0)", "4, 3, (1, 2, 3)", "4, 3, padding='full'", "4, 3, padding='causal'", "4, 3, padding='Same'", "4, 3, padding=1",
        "4, 3, dilation_rate=0", "4, 3, dilation_rate=(1, -2)", "4, 3, strides=2, dilation_rate=2",
        "4, 3, strides=(2, 1), dilation_rate=(1, 2)", "4, 3, groups=0", "4, 3, groups=-1", "5, 3, groups=2", "4, 3, activation='rellu'",
        "4, 3, activation=3", "4, 3, activation=None", "4, 3, pading='same'", "4, 3, stride=2", "4, 3, name='a/b'", "4, 3, name=3",
        "4.0, 3", "4.5, 3", "'4', 3", "None, 3", "4, '3'", "4, None", "4, 3.5", "4, 3, use_bias=None", "4, 3, data_format='nhwc'",
        "4, 3, kernel_initializer='glorot'", "4, 3, trainable=1", "4, 3, filters=4", "True, 3", "4, 3, input_shape=(8, 8, 3)",
        "4, 3, 1, 'same', None, 1, 1, None, True, 'glorot_uniform', 'zeros', None, None, None, None, None, 9",
    ),
    "conv2d call": [
        *called("Conv2D", "4, 9", "4, (3, 9)", "4, 9, padding='same'", "4, 5, dilation_rate=2", "4, 3, dilation_rate=4",
                "4, 3, groups=2", "3, 3, groups=3", "4, 8", "4, 3, 20", "None, 3", "4.5, 3"),
        *on("Conv2D(4, 3)", "(8,)", "(8, 8)", "(8, 8, 3, 1)", "()", "(None, None, 3)", "(8, 8, None)", "(8, 8, 0)", "(0, 8, 3)", "(2, 2, 3)"),
        "keras.layers.Conv2D(4, 3)(3)", "keras.layers.Conv2D(4, 3)('x')", "keras.layers.Conv2D(4, 3)(None)", "keras.layers.Conv2D(4, 3)()",
        "keras.layers.Conv2D(4, 3)([IMAGE, IMAGE])", "keras.layers.Conv2D(4, 3)([IMAGE])", "keras.layers.Conv2D(4, 3)(IMAGE, IMAGE)",
        "keras.layers.Conv2D(4, 3)(IMAGE, 3)", "keras.layers.Conv2D(4, 3)(IMAGE, training=True)",
        "keras.layers.Conv2D(4, 3)(keras.layers.Flatten())", "keras.layers.Conv2D(4, 3)(IMAGE, flag=True)",
        "keras.layers.Conv2D(4, 3)(keras.layers.Flatten()(IMAGE))",
    ],
    "depthwise_conv2d": [
        *layers("DepthwiseConv2D", "", "0", "-1", "3, depth_multiplier=0", "3, depth_multiplier=-1", "3, padding='full'",
                "3, strides=(1, 2)", "3, strides=0", "3, strides=2, dilation_rate=2", "3, groups=2", "3, filters=4",
                "3, activation='nope'", "3, depth_multiplier=1.5", "3, depth_multiplier=None", "(3, 3, 3)", "kernel_initializer='ones'"),
        *called("DepthwiseConv2D", "9", "9, padding='same'", "3, strides=(1, 2)", "3, strides=(2, 1), padding='same'", "5, dilation_rate=2",
                "3, strides=2, dilation_rate=2", "3, dilation_rate=(1, 2)", "3, depth_multiplier=1.5"),
        *on("DepthwiseConv2D(3)", "(8, 8)", "(8, 8, None)", "(None, None, 3)"),
    ],
    "separable_conv2d": [
        *layers("SeparableConv2D", "", "4", "0, 3", "4, 0", "4, 3, depth_multiplier=0", "4, 3, padding='full'",
                "4, 3, strides=2, dilation_rate=2", "4, 3, strides=(1, 2)", "4, 3, groups=2"),
        *called("SeparableConv2D", "4, 9", "4, 3, strides=(1, 2)", "4, 3, strides=2, dilation_rate=2"),
        *on("SeparableConv2D(4, 3)", "(8, 8)"),
    ],
    "batch_normalization": [
        *layers("BatchNormalization", "axis=1.5", "axis=[1, 2]", "axis='a'", "3", "0.9", "epsilon=0", "momentum=2", "renorm=True", "fused=True"),
        *called("BatchNormalization", "axis=4", "axis=-5", "axis=0", "axis=[3]", "3"),
        *on("BatchNormalization()", "(8, 8, None)", "(8,)", "()"),
    ],
    "activations": [
        *layers("Activation", "", "'relu'", "'rellu'", "None", "3", "'ReLU'", "'leaky_relu'", "activation='tanh'"),
        *called("Activation", "'softmax'", "None"),
        *layers("ReLU", "-1.0", "max_value=-1", "negative_slope=-1", "threshold=-1", "None", "max_value='a'", "alpha=1", "6, 0.1, 0.2, 3"),
        *layers("LeakyReLU", "-0.1", "alpha=0.1", "None", "negative_slope='a'", "0.1, 0.2"),
        *layers("Softmax", "axis=9", "axis='a'", "1"),
        *called("Softmax", "axis=4", "axis=-4", "axis=0"),
        *on("Softmax()", "(8,)", "()"),
        *on("Activation('softmax')", "(8,)", "()"),
    ],
    "pooling": [
        *[source for name in ("MaxPooling2D", "AveragePooling2D") for source in layers(
            name, "", "0", "-1", "(2, 2, 2)", "2, 0", "2, (1, 2)", "2, padding='full'", "2, strides=-1", "2, pool=3", "None", "2.5",
            "'2'", "2, None, 'same', 'channels_last', 'a', 3")],
        *called("MaxPooling2D", "9", "9, padding='same'", "(8, 8)", "(1, 9)", "2, 20", "2, 0", "2, padding='full'", "2, padding='SAME'"),
        *called("AveragePooling2D", "9", "9, padding='same'", "2, 0", "2, padding='full'"),
        *on("MaxPooling2D(2)", "(8,)", "(8, 8)", "(8, 8, 3, 1)", "(None, None, 3)", "(1, 1, 3)"),
        *on("GlobalAveragePooling2D()", "(8,)", "(8, 8)", "(8, 8, 3, 1)", "(None, None, 3)", "(8, 8, None)"),
        *layers("GlobalAveragePooling2D", "keepdims=3", "pool_size=2", "True"),
    ],
    "dense": [
        *layers("Dense", "", "0", "-3", "3.5", "3.0", "'3'", "None", "(3,)", "True", "3, activation='nope'", "3, 'relu'", "3, unit=3",
                "3, use_bias=0", "10**12", "3, bias=True"),
        *called("Dense", "3", "3, activation='relu'"),
        *on("Dense(3)", "(8,)", "()", "(None,)", "(None, 8)", "(8, None)", "(0,)"),
        *on("Dense(3.0)", "(8,)"),
    ],
    "dropout and flatten": [
        *layers("Dropout", "", "-0.1", "1.5", "1", "1.0", "0", "'a'", "None", "0.5, rate=0.5", "0.5, seed='a'", "0.5, noise_shape=(1, 2)"),
        *layers("Flatten", "3", "'channels_first'", "data_format='a'", "axis=1"),
        *on("Flatten()", "(8,)", "()", "(None, 8, 3)", "(None, None, 3)", "(0, 3)"),
    ],
    "merging": [
        *merged("Add()", ["(8, 8, 3)"], [], ["(8, 8, 3)", "(8, 8, 4)"], ["(8, 8, 3)", "(8, 4, 3)"], ["(8, 8, 3)", "(8, 8)"], ["(8, 8, 3)", "(3,)"],
                ["(8, 8, 3)", "(8, 8, 1)"], ["(8, 8, 3)", "(1, 1, 3)"], ["(8, None, 3)", "(8, 8, 3)"], ["(8,)", "(8,)", "(7,)"]),
        *merged("Concatenate()", ["(8, 8, 3)"], [], ["(8, 8, 3)", "(8, 8, 4)"], ["(8, 8, 3)", "(8, 7, 3)"], ["(8, 8, 3)", "(8, 8)"],
                ["(8, 8, 3)", "(8, 8, None)"], ["(8, None, 3)", "(8, 8, 3)"], ["()", "()"]),
        *merged("Concatenate(axis=1)", ["(8, 8, 3)", "(4, 8, 3)"], ["(8, 8, 3)", "(8, 8, 4)"]),
        *merged("Concatenate(axis=4)", ["(8, 8, 3)", "(8, 8, 3)"]), *merged("Concatenate(axis=-5)", ["(8, 8, 3)", "(8, 8, 3)"]),
        *merged("Concatenate(axis=0)", ["(8, 8, 3)", "(8, 8, 3)"]),
        "keras.layers.Add()(IMAGE)", "keras.layers.Add(2)", "keras.layers.Concatenate()(IMAGE)", "keras.layers.Concatenate('a')",
        "keras.layers.Add()(IMAGE, IMAGE)", "keras.layers.Concatenate()(IMAGE, IMAGE)", "keras.layers.Add()((IMAGE, IMAGE))",
        "keras.layers.add([IMAGE, IMAGE])", "keras.layers.concatenate([IMAGE, IMAGE], axis=1)", "keras.layers.add(IMAGE, IMAGE)",
    ],
    "padding and reshape": [
        *layers("ZeroPadding2D", "-1", "(1, 2, 3)", "((1, 2), (3,))", "((1, 2), 3)", "'a'", "None", "1.5", "((1, 2), (3, -4))", "pad=1", "((1, 2, 3), (1, 2))"),
        *called("ZeroPadding2D", "-1", "((1, 2), 3)"),
        *on("ZeroPadding2D(1)", "(8, 8)", "(None, None, 3)"),
        *layers("Reshape", "", "-1", "3", "'a'", "(-1, -1)", "None", "(2.5, 2)", "(-2, 3)"),
        *called("Reshape", "(7,)", "(192,)", "(-1, 7)", "(-1, -1)", "(0, 3)", "(-1, 0)", "192", "(8, 24, 1)", "()", "(-2, 3)"),
        *on("Reshape((-1, 3))", "(None, 8, 3)", "(None, 7)"), *on("Reshape((4, 6))", "(None, 3)"),
    ],
    "one dimension": [
        *layers("Conv1D", "", "4, 0", "4, (3, 3)", "4, 3, padding='full'", "4, 3, 0", "4, 3, 2, dilation_rate=2", "5, 3, groups=2", "4, 3, strides=(1, 2)"),
        *layers("DepthwiseConv1D", "3, padding='causal'", "(3, 3)", "0"), *layers("SeparableConv1D", "4, 3, padding='causal'", "4"),
        *layers("MaxPooling1D", "0", "(2, 2)", "2, padding='causal'", "2, 0"), *layers("AveragePooling1D", ""),
        *on("Conv1D(4, 3)", "(8,)", "(8, 3)", "(8, 8, 3)", "(2, 3)", "(None, 3)", "(8, None)"), *on("Conv1D(4, 9, padding='causal')", "(8, 3)"),
        *on("MaxPooling1D(2)", "(8,)", "(8, 3)", "(8, 8, 3)", "(1, 3)"), *on("GlobalMaxPooling1D()", "(8,)", "(8, 3)", "(8, 8, 3)"),
        *on("ZeroPadding1D()", "(8,)", "(8, 3)", "(8, 8, 3)"), *on("UpSampling1D()", "(8,)", "(8, 3)"), *on("Cropping1D(4)", "(8, 3)", "(9, 3)", "(8,)"),
        *layers("Cropping1D", "-1", "(1, 2, 3)", "'ab'", "1.5", "None", "(1, -1)"), *layers("ZeroPadding1D", "-1", "(1, 2, 3)", "'ab'", "None"),
        *layers("UpSampling1D", "0", "(2,)", "True", "2.0", "None"),
    ],
    "transposed convolution": [
        *layers("Conv2DTranspose", "", "4", "0, 3", "4, 0", "4, 3, padding='causal'", "4, 3, 2, output_padding=2", "4, 3, 2, output_padding=-1",
                "4, 3, output_padding=0", "4, 3, output_padding=1", "4, 3, (2, 3), output_padding=(1, 2)", "4, 3, (2, 3), output_padding=2",
                "4, 3, 2, groups=2", "4, 3, 2, dilation_rate=2", "4, 3, dilation_rate=2", "4, (3, 3, 3)", "4, 3, activation='rellu'"),
        *on("Conv2DTranspose(4, 3)", "(8, 8)", "(8,)", "(8, 8, None)", "(None, None, 3)"), *on("Conv1DTranspose(4, 3)", "(8,)", "(8, 3)"),
    ],
    "normalization": [
        *layers("LayerNormalization", "axis='a'", "axis=1.5", "axis=None", "beta_initializer='a'", "gamma_regularizer='l3'", "-1, 0.1, 3, 4"),
        *called("LayerNormalization", "axis=5", "axis=-5", "axis=0", "axis=[1, 2]", "axis=[1, 9]", "axis=['a']"), *on("LayerNormalization()", "(8, None)", "(8,)"),
        *layers("GroupNormalization", "0", "-2", "2.0", "None", "'a'", "-1", "groups=2, group=3"),
        *called("GroupNormalization", "", "2", "3", "-1", "3, axis=4", "3, axis=-5", "2, axis=1", "3, axis=[3]", "3, axis='a'"),
        *on("GroupNormalization(2)", "(8, 8, None)", "(4,)"),
        *layers("UnitNormalization", "axis='a'", "axis=None", "axis=1.5"), *called("UnitNormalization", "axis=4", "axis=-5", "axis=[1, 2]", "axis=[1, 7]"),
        *called("RMSNormalization", "axis=4", "axis=[1, 2]", "axis='a'", "axis=None"),
        *layers("Normalization", "mean=1", "variance=1", "mean=[1, 2], variance=[1, 2, 3]"),
        *called("Normalization", "axis=4", "axis=-5", "axis=None", "axis=(1, 3)", "mean=1, variance=2", "mean=[1, 2, 3], variance=[1, 2, 3]"),
        *on("Normalization(axis=1)", "(None, 8, 3)"), *called("Rescaling", "2", "[1, 2, 3]", "scale=1, offset=2"), *layers("Rescaling", ""),
    ],
    "more activations": [
        *called("PReLU", "shared_axes=[3, 4]", "shared_axes=[1, 2]", "shared_axes='a'", "shared_axes=-4", "alpha_initializer='a'"),
        *on("PReLU()", "(None, 8, 3)", "(8,)"), *on("PReLU(shared_axes=[1])", "(None, 8, 3)"), *called("ELU", "", "alpha=2"),
        "keras.layers.ThresholdedReLU()", "keras.layers.SELU()", "keras.layers.ELU(1, 2)",
    ],
    "noise and augmentation": [
        *layers("GaussianNoise", "", "-1", "2", "'a'"), *layers("GaussianDropout", "1.5"), *layers("AlphaDropout", "1.5", "None"),
        *layers("SpatialDropout2D", "1.1", "0.1, 'a'", "''"), *on("SpatialDropout1D(0.1)", "(8,)", "(8, 3)", "(8, 8, 3)"),
        *on("SpatialDropout2D(0.1)", "(8, 3)", "(8, 8, 3)"), *layers("ActivityRegularization", "'a'", "-1", "0, -1", "None"),
        *layers("RandomFlip", "'horizontal'", "data_format='nhwc'"),
        *layers("RandomRotation", "", "2", "(-0.1, 0.2)", "(1, 2, 3)", "'a'", "0.1, 'a'", "0.1, interpolation='a'", "0.1, fill_mode=3"),
        *layers("RandomZoom", "", "-1", "1.5", "0.1, 'a'", "(0.1,)", "0.1, fill_mode='a'"), *layers("RandomTranslation", "0.1", "2, 0.1", "0.1, 0.1, 'a'"),
        *layers("RandomContrast", "2", "-0.1", "(0.1, 0.2)"), *layers("RandomBrightness", "2", "0.1, 3", "0.1, (1, 2, 3)"), *layers("RandomShear", "2", "0.1, -0.1"),
        *called("RandomFlip", ""), *called("RandomRotation", "0.1"), *called("RandomCrop", "4, 5"), *layers("RandomCrop", "4"),
    ],
    "sizes": [
        *layers("Cropping2D", "-1", "'a'", "None", "1.5", "(1, 2, 3)", "((1, 2), (3,))", "((1, 2), 3)", "((1, 2), (3, -4))", "data_format='a'"),
        *called("Cropping2D", "1", "4", "((1, 2), (3, 0))", "((8, 0), (0, 0))", "((0, 0), (4, 4))"), *on("Cropping2D(1)", "(8, 8)", "(None, None, 3)", "(2, 9, 3)"),
        *layers("UpSampling2D", "0", "(1, 2, 3)", "2.0", "'a'", "None", "2, interpolation=3"), *called("UpSampling2D", "2", "(1, 3), interpolation='BILINEAR'"),
        *on("UpSampling2D()", "(8, 8)", "(None, None, 3)"), *layers("Resizing", "4", "4, 5, factor=3", ""), *called("Resizing", "4, 5", "9, 9"),
        *layers("CenterCrop", "4"), *called("CenterCrop", "4, 5", "9, 4"), *on("CenterCrop(4, 5)", "(8,)", "(None, None, 3)"),
        *layers("Permute", "", "(1, 3)", "(0, 1)", "1", "'12'", "(2, 1)", "None", "(1, 1)"), *on("Permute((2, 1))", "(8, 3)", "(8, 8, 3)", "(8,)", "(None, 3)"),
        *layers("RepeatVector", "", "0", "-1", "2.0", "True", "None", "'a'"), *on("RepeatVector(3)", "(8,)", "(8, 3)", "(None,)"),
        *layers("Embedding", "10", "0, 4", "10.0, 4", "10, -1", "10, 4, 'a'"), *on("Embedding(10, 4)", "(8,)", "(None,)"),
    ],
    "more merging": [
        *merged("Subtract()", ["(8,)", "(8,)"], ["(8,)"], ["(8,)", "(8,)", "(8,)"], ["(8,)", "(7,)"], ["(8, 8, 3)", "(1, 1, 3)"]),
        *merged("Multiply()", ["(8, 8, 3)", "(8, 8, 4)"], ["(8, 8, 3)", "(3,)"], ["(8,)"], ["(8, 8, 3)", "(1, 1, 3)"]),
        *merged("Average()", ["(8,)", "(7,)"], ["(8,)", "(8,)", "(8,)"]), *merged("Maximum()", ["(8,)", "(7,)"], []), *merged("Minimum()", ["(8,)", "(8,)"]),
        *merged("Dot(1)", ["(8,)", "(8,)"], ["(8,)"], ["(8,)", "(7,)"], ["(8, 3)", "(8,)"], ["(8,)", "(8,)", "(8,)"], ["(None, 3)", "(4, 3)"]),
        *merged("Dot(3)", ["(8,)", "(8,)"]), *merged("Dot((1, 2))", ["(3, 8)", "(5, 3)"]), *merged("Dot((2, 1))", ["(3, 8)", "(5, 3)"]),
        *merged("Dot(-1)", ["(8, 3)", "(5, 3)"]), *layers("Dot", "", "'a'", "(1, 2, 3)", "(1, 'a')", "1.5", "1"), "keras.layers.Dot(1)(IMAGE)",
        *[f"keras.layers.{name}([IMAGE, IMAGE])" for name in ("subtract", "multiply", "average", "maximum", "minimum")],
        "keras.layers.dot([keras.Input((8,)), keras.Input((8,))])", "keras.layers.dot([keras.Input((8,)), keras.Input((8,))], axes=1)",
        "keras.layers.multiply([IMAGE, IMAGE], name='m')", "keras.layers.multiply([IMAGE, IMAGE], axis=1)", "keras.layers.multiply(IMAGE)",
        "keras.layers.concatenate([IMAGE, IMAGE], 1)", "keras.layers.Multiply(3)",
    ],
    "attention": [
        *layers("MultiHeadAttention", "", "2", "0, 4", "2, 0", "2.0, 4", "2, 4, 0", "2, 4, attention_axes='a'", "2, 4, sliding_window=0", "2, 4, heads=3"),
        *[f"(lambda q, v, k: keras.layers.MultiHeadAttention(2, 4)({call}))(keras.Input((8, 3)), keras.Input((6, 5)), keras.Input((6, 7)))"
          for call in ("q", "q, v", "q, v, k", "q, value=v", "query=q, value=v, key=k", "[q, v]", "v, v, q", "q, q, k", "q, v, training=True", "q, k, v")],
    ],
    "regularizers, constraints, initializers": layers(
        "Conv2D", "4, 3, kernel_regularizer='l3'", "4, 3, kernel_regularizer='l2'", "4, 3, kernel_regularizer='L1L2'", "4, 3, kernel_regularizer=3",
        "4, 3, bias_regularizer='L2'", "4, 3, kernel_constraint='max_norm'", "4, 3, kernel_constraint='NonNeg'", "4, 3, kernel_constraint='max'",
        "4, 3, bias_constraint=2", "4, 3, activity_regularizer='l'", "4, 3, activity_regularizer='l1'", "4, 3, kernel_initializer='normal'",
        "4, 3, kernel_initializer='HeNormal'", "4, 3, kernel_initializer='uniform'", "4, 3, kernel_initializer='orthogonal'", "4, 3, kernel_initializer=3",
        "4, 3, kernel_initializer='one'", "4, 3, kernel_initializer='he'"),
    "models": [
        "keras.Sequential().summary()", "keras.Sequential()(IMAGE)", "keras.Sequential([3])", "keras.Sequential(keras.layers.Flatten())",
        "keras.Sequential([keras.layers.Dense(3)])", "keras.Sequential([IMAGE, keras.layers.Conv2D(4, 9)])",
        "keras.Sequential([keras.Input((4,)), keras.Input((4,))])",
        "keras.Sequential([keras.layers.Dense(3, name='a'), keras.layers.Dense(3, name='a')])",
        "keras.Sequential([keras.layers.Dense(3), IMAGE])", "keras.Sequential([keras.layers.Dense(3)]).count_params()",
        "keras.Sequential([keras.layers.Dense(3)]).output_shape", "keras.Sequential([keras.layers.Flatten()], 'flat')",
        "keras.Model(IMAGE, IMAGE)", "(lambda x: keras.Model(x, x))(IMAGE)", "(lambda x: keras.Model(inputs=x))(IMAGE)", "keras.Model()",
        "(lambda x: keras.Model(x, 3))(IMAGE)", "(lambda x: keras.Model([x, x], x))(IMAGE)", "(lambda x: keras.Model(x, []))(IMAGE)",
        "(lambda x, y: keras.Model(x, keras.layers.Flatten()(y)))(IMAGE, IMAGE)",
        "(lambda x: keras.Model(x, keras.layers.Dense(3, name='a')(keras.layers.Dense(3, name='a')(x))))(IMAGE)",
        "(lambda x: keras.Model(x, keras.layers.Dense(3)(keras.layers.Dense(3)(keras.layers.Dense(3, name='dense_1')(x)))))(IMAGE)",
        "(lambda x: keras.Model(x, keras.layers.Flatten()(x), name='a/b'))(IMAGE)",
        "(lambda x: keras.Model(x, keras.layers.Flatten()(x), title='a'))(IMAGE)",
        "(lambda x, y: keras.Model([x, y], keras.layers.Flatten()(x)))(IMAGE, IMAGE)",
        "keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])(keras.Input((5,)))",
        "keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])(keras.Input((4, 4)))",
        "(lambda d: (d(keras.Input((4,))), d(keras.Input((5,)))))(keras.layers.Dense(3))",
        "(lambda d: (d(keras.Input((4,))), d(keras.Input((9, 4)))))(keras.layers.Dense(3))",
        "keras.layers.Layer()(IMAGE)", "keras.layers.Dense3", "keras.layers.Conv2D(4, 3).output", "keras.layers.Conv2D(4, 3).count_params()",
    ],
}  # fmt: skip
