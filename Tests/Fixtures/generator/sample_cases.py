"""Layer cases: what normalises each sample, what multiplies tensors with each other, and Embedding."""

from .cases import case


def sample_normalization():
    shapes = ((2, 3, 4, 5), (3, 7), (2, 4, 3), (1, 1, 1, 4))
    for layer in ("LayerNormalization", "RMSNormalization", "UnitNormalization"):
        for shape in shapes:
            yield case(f"{layer}()", shape)
        yield case(f"{layer}()", (3, 2, 3, 33))
        yield case(f"{layer}(axis=[2, 3])", shapes[0])
        yield case(f"{layer}(axis=-1)", (2, 3, 4, 3), kind="zeros")
    for axis in (1, -2, [1, 2], [1, 2, 3], [1, -1], [-1, 1], [3, 2]):
        yield case(f"LayerNormalization(axis={axis})", shapes[0])
        yield case(f"UnitNormalization(axis={axis})", shapes[0])
    for options in ("center=False", "scale=False", "center=False, scale=False", "epsilon=0.1", "epsilon=1e-06", "axis=1, epsilon=1e-06"):
        yield case(f"LayerNormalization({options})", shapes[0])
    yield case("LayerNormalization()", (2, 3, 2, 1))
    yield case("RMSNormalization(epsilon=0.1)", shapes[0])
    yield case("RMSNormalization(axis=[1, 2, 3])", shapes[0])
    # Keras lines the scale up with the last axis, whatever its own.
    yield case("RMSNormalization(axis=1)", (2, 4, 3, 4))
    image = (2, 3, 4, 8)
    for groups in (1, 2, 4, 8, -1):
        yield case(f"GroupNormalization(groups={groups})", image)
        yield case(f"GroupNormalization({groups}, axis=1)", (2, 8, 3, 4))
    for options in ("groups=2, axis=-2", "groups=2, axis=2", "groups=3, axis=1", "2, center=False", "2, scale=False",
                    "2, center=False, scale=False", "groups=4, epsilon=0.1"):  # fmt: skip
        yield case(f"GroupNormalization({options})", image)
    yield case("GroupNormalization()", (3, 2, 3, 32))
    yield case("GroupNormalization(2)", (3, 8))
    yield case("GroupNormalization(3)", (2, 5, 6))
    yield case("GroupNormalization(2)", (2, 1, 1, 4))


def attention():
    sequence, other = (2, 5, 6), (2, 3, 4)
    yield case("MultiHeadAttention(2, 3)", sequence, sequence)
    yield case("MultiHeadAttention(1, 1)", (1, 1, 2), (1, 1, 2))
    yield case("MultiHeadAttention(num_heads=3, key_dim=4)", sequence, other)
    yield case("MultiHeadAttention(num_heads=3, key_dim=4, value_dim=5)", sequence, other)
    yield case("MultiHeadAttention(2, 3)", sequence, other, (2, 3, 7))
    for options in ("use_bias=False", "output_shape=7", "output_shape=(2, 4)", "dropout=0.5", "use_gate=True",
                    "value_dim=2, use_gate=True", "sliding_window=1", "sliding_window=2", "sliding_window=9"):  # fmt: skip
        yield case(f"MultiHeadAttention(2, 3, {options})", (3, 5, 6), (3, 5, 6))
    yield case("MultiHeadAttention(2, 3, sliding_window=2)", sequence, (2, 4, 4))
    image = (2, 3, 4, 5)
    for axes in (None, (1,), (2,), (1, 2), (2, 1), (-2,)):
        yield case(f"MultiHeadAttention(2, 3, attention_axes={axes})", image, image)
    yield case("MultiHeadAttention(2, 3)", image, (2, 2, 3, 4))
    yield case("MultiHeadAttention(2, 3, attention_axes=(1,))", image, (2, 2, 4, 5))
    yield case("MultiHeadAttention(4, 16)", (1, 17, 64), (1, 17, 64))


def dot():
    yield case("Dot(1)", (3, 5), (3, 5))
    yield case("Dot(axes=-1)", (3, 5), (3, 5))
    for axes in (1, 2, -1, (1, 2), (2, 1), (-1, -2)):
        yield case(f"Dot({axes})", (2, 4, 4), (2, 4, 4))
    yield case("Dot((2, 1))", (2, 3, 5), (2, 5, 4))
    yield case("Dot((2, 1))", (2, 3, 5), (2, 5))
    yield case("Dot((1, 2))", (2, 5), (2, 4, 5))
    yield case("Dot((3, 2))", (2, 3, 4, 5), (2, 3, 5, 2))
    yield case("Dot((1, 3))", (1, 5, 2, 3), (1, 2, 3, 5))
    for axes in (1, 2, (2, 1)):
        yield case(f"Dot({axes}, normalize=True)", (2, 4, 4), (2, 4, 4))
    yield case("Dot(1, normalize=True)", (3, 5), (3, 5))
    yield case("Dot(1, normalize=True)", (3, 5), (3, 5), kind="zeros")


def embedding():
    for shape in ((2, 5), (3, 1), (2, 3, 4)):
        yield case("Embedding(7, 3)", shape, kind="indices")
    yield case("Embedding(input_dim=7, output_dim=1)", (2, 5), kind="indices")
    # Numbers are cut to integers, and negative ones count from the end.
    yield case("Embedding(7, 3)", (2, 6))


GROUPS = {
    "sample_normalization": sample_normalization,
    "attention": attention,
    "dot": dot,
    "embedding": embedding,
}
