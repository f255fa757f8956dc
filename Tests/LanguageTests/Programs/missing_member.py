from math import no_such
