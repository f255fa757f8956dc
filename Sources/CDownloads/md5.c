// MD5 by libmd.
#define _GNU_SOURCE
#include <errno.h>
#include <md5.h>
#include <sys/types.h>
#include <unistd.h>

#include "CDownloads.h"

bool cdownloads_md5(int descriptor, char *digits) {
  static const size_t chunk = 1 << 16;
  MD5_CTX context;
  MD5Init(&context);
  uint8_t bytes[chunk];
  off_t offset = 0;
  for (;;) {
    ssize_t count = pread(descriptor, bytes, chunk, offset);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    if (count == 0) break;
    MD5Update(&context, bytes, (size_t)count);
    offset += count;
  }
  return MD5End(&context, digits) != NULL;
}
