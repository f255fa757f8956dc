// The modules that sessions import Keras from, and the names they have without an import.

import Language
import ModelGraph

package enum KerasLibrary {
  /// What every session starts from. The names of Keras' modules are listed once, here, and not by each evaluation.
  package static let interpreter: Interpreter = {
    var interpreter = Interpreter(state: KerasState())
    interpreter.install(library)
    _ = try? interpreter.importModule("keras")
    return interpreter
  }()

  package static let library = HostLibrary(
    modules: [
      module("keras", root),
      module("keras.layers", layers),
      module("keras.models", models),
      module("keras.activations", activations),
      module("keras.initializers", ConfigurationFamily.initializers.members),
      module("keras.regularizers", ConfigurationFamily.regularizers.members),
      module("keras.constraints", ConfigurationFamily.constraints.members),
      module("keras.utils", TrainingModules.utilities + Saving.registration + [SourceInputs.member]),
      FormerPaths.engine, Distribution.module, Distribution.experimental, ArgumentParser.module, Saving.module,
    ] + TrainingModules.modules + DataFunctions.modules + OperationModules.all + SourceModules.all,
    aliases: FormerPaths.aliases.merging(SourceModules.aliases) { _, new in new },
    predefined: [("compose", .function(Compose.function))],
    omitted: OmittedModules.all, adviser: KerasAdvice.source, tupleMethods: [ShapeClass.tupleAsList])

  private static func module(
    _ name: String, _ members: @autoclosure @escaping @Sendable () -> [(name: String, member: HostMember)]
  ) -> HostModule {
    HostModule(name, explainMissing: KerasNames.explanation(name), members: members)
  }

  private static let root: [(name: String, member: HostMember)] =
    [
      ("layers", .module("keras.layers")), ("models", .module("keras.models")),
      ("activations", .module("keras.activations")), ("initializers", .module("keras.initializers")),
      ("regularizers", .module("keras.regularizers")), ("constraints", .module("keras.constraints")),
      ("InputSpec", .type(InputSpecClass.hostClass)),
      ("Input", .function(InputFunction.function)), ("Layer", .type(LayerClass.hostClass)),
      ("KerasTensor", .type(TensorClass.hostClass)), ("Variable", .type(VariableClass.hostClass)),
      ("name_scope", .type(PathScope.hostClass)), ("__version__", .value(.string("3.15.1"))),
    ] + models

  private static let models: [(name: String, member: HostMember)] = [
    ("Model", .type(ModelClass.hostClass)), ("Sequential", .type(SequentialClass.hostClass)),
  ]

  private static let layers: [(name: String, member: HostMember)] =
    PrimitiveClass.all.map { ($0.name, .type($0.hostClass)) }
    + [
      ("Layer", .type(LayerClass.hostClass)), ("Input", .function(InputFunction.function)),
      ("Lambda", .type(LambdaClass.hostClass)), ("InputSpec", .type(InputSpecClass.hostClass)),
    ] + MergeFunction.members

  private static let activations: [(name: String, member: HostMember)] =
    ActivationFunctions.members + ActivationObjects.members
}
