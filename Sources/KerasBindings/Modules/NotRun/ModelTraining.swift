// The methods of models and layers that train, run on data, or write files.

import Language

enum ModelTraining {
  static let members: [(name: String, member: HostClass.Member)] = table([
    ("prepares training", "compile compile_from_config"),
    ("trains", "fit fit_generator train_on_batch train_step make_train_function optimizer history"),
    (
      "measures on data",
      """
      compute_loss compute_metrics evaluate evaluate_generator get_metrics_result loss make_test_function metrics
      metrics_names reset_metrics test_on_batch test_step
      """
    ),
    (
      "runs on data",
      """
      make_predict_function predict predict_classes predict_generator predict_on_batch predict_proba predict_step
      reset_states
      """
    ),
    ("writes files", "export save save_weights save_own_variables"), ("reads files", "load_weights load_own_variables"),
    ("writes the model down", "to_json to_yaml"),
  ])

  /// Those that every layer has.
  static let layerMembers: [(name: String, member: HostClass.Member)] = table([
    ("changes the weights' numbers", "quantize set_weights"), ("reads the weights' numbers", "get_weights"),
    ("is for training", "add_loss add_metric losses"),
  ])

  private static func table(
    _ names: [(reason: String, names: String)]
  ) -> [(name: String, member: HostClass.Member)] {
    names.flatMap { reason, names in
      names.split(whereSeparator: \.isWhitespace).map { name in
        (String(name), .omitted("model.\(name)", because: reason))
      }
    }
  }
}
