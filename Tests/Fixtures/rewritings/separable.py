from keras.layers import Input, SeparableConv2D

x = Input((16, 15, 8))
# rewritten
y = SeparableConv2D(24, 3, strides=2, depth_multiplier=2, activation='relu', name='apart')(x)
