// Copies extended attributes. What cannot be copied stays behind: no content depends on it.
#include "CExtendedAttributes.h"

#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/xattr.h>

#if defined(__APPLE__)
#define LIST(file, names, size) flistxattr(file, names, size, 0)
#define GET(file, name, value, size) fgetxattr(file, name, value, size, 0, 0)
#define SET(file, name, value, size) fsetxattr(file, name, value, size, 0, 0)
#else
#define LIST(file, names, size) flistxattr(file, names, size)
#define GET(file, name, value, size) fgetxattr(file, name, value, size)
#define SET(file, name, value, size) fsetxattr(file, name, value, size, 0)
#endif

static void copy_attribute(int from, int to, const char *name) {
    ssize_t size = GET(from, name, NULL, 0);
    if (size < 0) return;
    char *value = malloc((size_t)size + 1);
    if (!value) return;
    size = GET(from, name, value, (size_t)size);
    if (size >= 0) (void)SET(to, name, value, (size_t)size);
    free(value);
}

void cx_copy_attributes(int from, int to) {
    ssize_t size = LIST(from, NULL, 0);
    if (size <= 0) return;
    char *names = malloc((size_t)size);
    if (!names) return;
    size = LIST(from, names, (size_t)size);
    for (ssize_t at = 0; at < size; at += (ssize_t)strlen(names + at) + 1) copy_attribute(from, to, names + at);
    free(names);
}
