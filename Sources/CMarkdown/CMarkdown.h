// md4c, a parser of CommonMark and GitHub's tables that calls back with each part.
#pragma once

#include <md4c.h>
