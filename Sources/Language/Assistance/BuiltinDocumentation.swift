// One line of documentation for what Python itself has: built-in functions, the methods of its containers, keywords.

package enum BuiltinDocumentation {
  /// What a function or a class does, by its qualified name, such as `len` or `str.split`.
  package static func line(_ name: String) -> String? { lines[name] }

  private static let lines: [String: String] = {
    var lines: [String: String] = [:]
    for line in table.split(separator: "\n") {
      let parts = line.split(separator: ": ", maxSplits: 1)
      if parts.count == 2 { lines[String(parts[0])] = String(parts[1]) }
    }
    return lines
  }()

  private static let table = """
    abs: The size of a number, without its sign.
    all: Whether every item is true.
    any: Whether some item is true.
    bool: True or False, as a value is taken in a condition.
    callable: Whether a value can be called.
    chr: The character of a code point.
    compose: One function out of many, from left to right: each takes what the one before it returned.
    dict: A mapping from keys to values.
    dir: The names of an object's attributes.
    divmod: Quotient and remainder, as a pair.
    enumerate: Each item with its number, as pairs.
    filter: The items for which a function is true.
    float: A number with a fraction.
    format: A value as text, in a given format.
    frozenset: A set that cannot change.
    getattr: An attribute by its name; the default where it is missing.
    hasattr: Whether an object has an attribute.
    hash: The number by which sets and dicts find a value.
    id: A number that tells objects apart.
    int: A whole number.
    isinstance: Whether a value is of a class, or of one of several.
    issubclass: Whether a class is, or comes from, another.
    iter: Goes through the items of a container.
    len: The number of a container's items.
    list: A list of items, which can change.
    map: What a function gives for each item.
    max: The largest of several values, or of a container's items.
    min: The smallest of several values, or of a container's items.
    next: The next item of an iterator.
    object: The class that all others come from.
    ord: The code point of a character.
    pow: A number to a power.
    print: Writes values, with blanks between them, under the cell.
    property: Makes an attribute of a method.
    range: The whole numbers from start up to stop.
    repr: A value as Python would write it.
    reversed: The items of a sequence, the last first.
    round: A number rounded to so many digits.
    set: A collection in which each item stands once.
    setattr: Assigns an attribute by its name.
    slice: What stands between square brackets with colons.
    sorted: A new list of the items, the smallest first.
    str: A value as text.
    sum: The sum of the items.
    super: The methods of the class that this one extends.
    tuple: A sequence of items that cannot change.
    type: The class of a value.
    zip: The items of several containers side by side, as tuples.
    str.capitalize: The text with a capital letter first and small ones after it.
    str.count: How often a text occurs.
    str.endswith: Whether the text ends in another.
    str.find: Where a text first occurs; -1 where it does not.
    str.format: The text with values in its braces.
    str.index: Where a text first occurs; an error where it does not.
    str.isdigit: Whether all characters are digits.
    str.join: Items joined into one text, with this one between them.
    str.lower: The text in small letters.
    str.lstrip: The text without blanks, or given characters, at its start.
    str.replace: The text with each occurrence of one part replaced by another.
    str.rsplit: The parts between separators, counted from the end.
    str.rstrip: The text without blanks, or given characters, at its end.
    str.split: The parts between separators, or between blanks.
    str.splitlines: The lines of the text.
    str.startswith: Whether the text begins with another.
    str.strip: The text without blanks, or given characters, at both ends.
    str.title: The text with each word capitalised.
    str.upper: The text in capital letters.
    str.zfill: The text filled with zeros on the left.
    list.append: Puts an item at the end.
    list.clear: Takes all items out.
    list.copy: A new list of the same items.
    list.count: How often an item is in the list.
    list.extend: Puts all items of another container at the end.
    list.index: Where an item first stands.
    list.insert: Puts an item before an index.
    list.pop: Takes the item at an index out, by default the last, and gives it.
    list.remove: Takes out the first item equal to a value.
    list.reverse: Turns the order of the items round.
    list.sort: Puts the items in order, the smallest first.
    dict.get: The value of a key; the default where there is none.
    dict.items: The keys with their values, as pairs.
    dict.keys: The keys.
    dict.pop: Takes a key out and gives its value.
    dict.setdefault: The value of a key, which is put in where it is missing.
    dict.update: Takes over the entries of another mapping.
    dict.values: The values.
    set.add: Puts an item in.
    set.discard: Takes an item out, if it is there.
    set.remove: Takes an item out; an error where it is missing.
    set.union: The items that are in either.
    set.intersection: The items that are in both.
    set.difference: The items that are in this one alone.
    tuple.count: How often an item is in the tuple.
    tuple.index: Where an item first stands.
    """

  /// The words that begin something, and what that is.
  package static let keywords: [(word: String, line: String)] = [
    ("and", "True where both are."), ("as", "Names what is imported."),
    ("assert", "An error unless a condition holds."),
    ("break", "Leaves the loop."), ("class", "Defines a class."), ("continue", "Goes on with the loop's next round."),
    ("def", "Defines a function."), ("del", "Takes a name or an item away."), ("elif", "Another condition."),
    ("else", "What is done otherwise."), ("except", "What is done after an error."), ("False", "The truth value."),
    ("finally", "What is done in any case."), ("for", "Repeats for each item."), ("from", "Imports names of a module."),
    ("global", "Makes a name the session's own."), ("if", "Does something if a condition holds."),
    ("import", "Makes a module known."), ("in", "Whether an item is in a container."),
    ("is", "Whether two are the same object."), ("lambda", "A function without a name."), ("None", "Nothing."),
    ("nonlocal", "Makes a name the outer function's."), ("not", "The opposite."), ("or", "True where either is."),
    ("pass", "Does nothing."), ("raise", "Raises an error."), ("return", "Ends the function with a value."),
    ("True", "The truth value."), ("try", "Does something that may fail."),
    ("while", "Repeats as long as a condition holds."), ("with", "Does something within a context."),
  ]
}
