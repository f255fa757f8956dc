from keras import Sequential
from keras.layers import Conv2D, Input, LeakyReLU

model = Sequential(name='net')
model.add(Input((16, 16, 8)))
# rewritten
model.add(Conv2D(32, (3, 3), padding='same', name='wide'))
model.add(LeakyReLU())
