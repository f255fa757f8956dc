// The two CIFAR data sets: their classes, their formats, and where their test images lie
// (https://www.cs.toronto.edu/~kriz/cifar.html).

package enum DataSet: String, Sendable, CaseIterable {
  case cifar10, cifar100

  static let side = 32
  static let planeSize = side * side
  /// The planes of red, green and blue, row by row.
  static let imageSize = 3 * planeSize

  /// As its authors write it.
  package var title: String {
    switch self {
    case .cifar10: "CIFAR-10"
    case .cifar100: "CIFAR-100"
    }
  }

  /// The names of the classes, by label.
  package var classNames: [String] {
    switch self {
    case .cifar10: ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]
    case .cifar100: DataSet.fineClasses
    }
  }

  /// The classes of an output with so many values, where they can only be these.
  package static func classNames(count: Int?) -> [String] {
    allCases.first { $0.classNames.count == count }?.classNames ?? []
  }

  // MARK: Formats

  /// The bytes before an image in the binary version. The last is the class; CIFAR-100's first is its superclass.
  var labelSize: Int {
    switch self {
    case .cifar10: 1
    case .cifar100: 2
    }
  }

  /// An image with its label in the binary version.
  var recordSize: Int { labelSize + DataSet.imageSize }

  /// What the Python version calls the classes of a batch.
  var labelKey: String {
    switch self {
    case .cifar10: "labels"
    case .cifar100: "fine_labels"
    }
  }

  // MARK: Places

  /// A version as it is published.
  package struct Version: Sendable {
    /// The archive's name, and its MD5 sum in hexadecimal digits.
    package let archive: String
    package let md5: String
    /// The one folder in it, and the test images there.
    package let folder: String
    package let file: String

    package init(archive: String, md5: String, folder: String, file: String) {
      self.archive = archive
      self.md5 = md5
      self.folder = folder
      self.file = file
    }
  }

  /// Binary, then for Python: the sooner read first. The sums are those of the data sets' page.
  package var versions: [Version] {
    switch self {
    case .cifar10:
      [
        Version(
          archive: "cifar-10-binary.tar.gz", md5: "c32a1d4ab5d03f1284b67883e8d87530", folder: "cifar-10-batches-bin",
          file: "test_batch.bin"),
        Version(
          archive: "cifar-10-python.tar.gz", md5: "c58f30108f718f92721af3b95e74349a", folder: "cifar-10-batches-py",
          file: "test_batch"),
      ]
    case .cifar100:
      [
        Version(
          archive: "cifar-100-binary.tar.gz", md5: "03b5dce01913d631647c71ecec9e9cb8", folder: "cifar-100-binary",
          file: "test.bin"),
        Version(
          archive: "cifar-100-python.tar.gz", md5: "eb9058c3a382ffc7106e4002c42a8d85", folder: "cifar-100-python",
          file: "test"),
      ]
    }
  }

  /// Where the archives are published.
  package static let address = "https://www.cs.toronto.edu/~kriz"

  /// Where a data set goes that is fetched: where it will be looked for first.
  package static func home(_ environment: [String: String]) -> String? {
    if let data = environment["COMPBOOK_DATA"], !data.isEmpty { return data }
    guard let home = environment["HOME"], !home.isEmpty else { return nil }
    return "\(home)/.keras/datasets"
  }

  /// The test images: in the folder `$COMPBOOK_DATA`, or where Keras keeps its data sets, unpacked by Keras or by hand.
  func testBatch(_ environment: [String: String]) -> String? {
    var places: [String] = []
    if let data = environment["COMPBOOK_DATA"], !data.isEmpty {
      places += versions.flatMap { ["\(data)/\($0.folder)/\($0.file)", "\(data)/\($0.file)"] }
    }
    if let home = environment["HOME"], !home.isEmpty {
      let keras = "\(home)/.keras/datasets"
      // Keras 3 unpacks into a folder `…-target`, and its first releases into one `…_extracted`.
      let inner = versions.flatMap { version in
        ["", "\(version.folder)-target/", "\(version.folder)_extracted/", "\(version.folder)-target_extracted/"]
          .map { "\(keras)/\($0)\(version.folder)/\(version.file)" }
      }
      places += inner
    }
    return places.first(where: RandomAccessFile.exists)
  }

  /// In the order of the labels, as `fine_label_names.txt` has them.
  private static let fineClasses = """
    apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl boy bridge bus butterfly camel can castle \
    caterpillar cattle chair chimpanzee clock cloud cockroach couch crab crocodile cup dinosaur dolphin elephant \
    flatfish forest fox girl hamster house kangaroo keyboard lamp lawn_mower leopard lion lizard lobster man \
    maple_tree motorcycle mountain mouse mushroom oak_tree orange orchid otter palm_tree pear pickup_truck pine_tree \
    plain plate poppy porcupine possum rabbit raccoon ray road rocket rose sea seal shark shrew skunk skyscraper snail \
    snake spider squirrel streetcar sunflower sweet_pepper table tank telephone television tiger tractor train trout \
    tulip turtle wardrobe whale willow_tree wolf woman worm
    """.split(separator: " ").map(String.init)
}
