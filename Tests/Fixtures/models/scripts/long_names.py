# Names, shapes and counts too wide for their columns.
import keras

inputs = keras.Input((None, None, 3), name='an_input_with_quite_a_long_name_that_must_wrap')
x = keras.layers.SeparableConv2D(1000, 3, name='a_separable_convolution_with_a_name_longer_than_its_column')(inputs)
x = keras.layers.GlobalAveragePooling2D(name='pool')(x)
x = keras.layers.Dense(4096, name='dense_[bold]_markup')(x)
model = keras.Model(inputs, x, name='a_model_with_a_name')
model.summary()
