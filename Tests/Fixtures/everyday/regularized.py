# What shapes training but not the model: regularizers, initializers, constraints, as names and as objects.
import keras
from keras import constraints, initializers, regularizers
from keras.constraints import MaxNorm, max_norm
from keras.initializers import Constant, HeNormal, RandomNormal, TruncatedNormal, VarianceScaling, glorot_uniform
from keras.layers import BatchNormalization, Conv2D, Dense, DepthwiseConv2D, GlobalAveragePooling2D

decay = regularizers.l2(5e-4)
model = keras.Sequential()
model.add(Conv2D(8, 3, input_shape=(20, 20, 3), kernel_regularizer=decay, kernel_initializer=glorot_uniform(seed=0)))
model.add(BatchNormalization(momentum=0.9, epsilon=1e-5, gamma_initializer='zeros', beta_regularizer=regularizers.L1(0.1)))
model.add(Conv2D(8, 3, kernel_initializer=HeNormal(), bias_initializer=Constant(0.1), kernel_constraint=max_norm(2.)))
model.add(DepthwiseConv2D(3, depthwise_initializer=RandomNormal(stddev=0.02), depthwise_constraint=MaxNorm(1.0)))
model.add(Conv2D(8, 1, kernel_initializer=VarianceScaling(2.0, mode='fan_out', distribution='untruncated_normal')))
model.add(Conv2D(8, 1, kernel_initializer='orthogonal', activity_regularizer='l2', bias_constraint='non_neg'))
model.add(GlobalAveragePooling2D())
model.add(Dense(4, kernel_regularizer=regularizers.L1L2(l1=1e-5, l2=1e-4), kernel_initializer=TruncatedNormal(0, 0.05),
                kernel_constraint=constraints.NonNeg(), bias_regularizer='l1'))
model.add(Dense(2, kernel_initializer=initializers.get('lecun_normal'), bias_initializer=initializers.zeros()))
