// What a new notebook starts with, so that its file runs under Keras 3 as it is.

extension NotebookDocument {
  /// A notebook without a file: a first cell with the imports and `compose`, and an empty one to write into.
  package static func new(_ settings: NotebookSettings = NotebookSettings()) -> NotebookDocument {
    NotebookDocument(cells: [Cell(id: CellID(1), text: header), Cell(id: CellID(2))], settings: settings)
  }

  private static let header = "\(tools)\n\n\(imports)\n\n\n\(compose)"

  /// What makes `compose` known to Python.
  package static let composeDefinition = "\(tools)\n\n\n\(compose)"

  private static let tools = "from functools import reduce"

  private static let imports = """
    import keras
    from keras.layers import (
        Activation, Add, AveragePooling2D, BatchNormalization, Concatenate, Conv2D, Dense,
        DepthwiseConv2D, Dropout, Flatten, GlobalAveragePooling2D, Input, LeakyReLU, MaxPool2D,
        ReLU, Reshape, SeparableConv2D, Softmax, ZeroPadding2D)
    """

  private static let compose = """
    def compose(*steps):
        \"""One callable out of many: each step takes what the one before it returned.\"""
        if not steps:
            raise ValueError('Composition of empty sequence not supported.')

        def then(first, second):
            return lambda *args, **kwargs: second(first(*args, **kwargs))

        return reduce(then, steps)
    """
}
