// Extended attributes of files, access control lists among them: Swift's Glibc module has no calls for them.
#ifndef CEXTENDEDATTRIBUTES_H
#define CEXTENDEDATTRIBUTES_H

/// Gives an open file the extended attributes of another, as far as the system allows.
void cx_copy_attributes(int from, int to);

#endif
