// Fetching a file by HTTP with libcurl, its MD5 sum with libmd, and unpacking it with libarchive, as plain functions.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CDOWNLOADS_MESSAGE_SIZE = 256 };

/// The library's or the system's words for what went wrong.
typedef struct cdownloads_failure {
  char message[CDOWNLOADS_MESSAGE_SIZE];
} cdownloads_failure;

// Fetching.

typedef enum cdownloads_status {
  CDOWNLOADS_SUCCESS,
  /// `progress` asked to stop.
  CDOWNLOADS_STOPPED,
  /// Nothing came for too long.
  CDOWNLOADS_STALLED,
  /// The transfer broke off, or there was none.
  CDOWNLOADS_DISCONNECTED,
  /// The answer is an error; its code is in the result.
  CDOWNLOADS_REFUSED,
  /// More came than `limit`.
  CDOWNLOADS_TOO_LARGE,
  /// The file cannot be written.
  CDOWNLOADS_UNWRITABLE,
  CDOWNLOADS_INVALID_ADDRESS,
} cdownloads_status;

typedef struct cdownloads_request {
  const char *_Nonnull address;
  /// Open for writing; what is fetched goes behind its first `offset` bytes, or replaces them where the server sends the whole.
  int descriptor;
  int64_t offset;
  /// The most bytes that the whole file may have.
  int64_t limit;
  /// Seconds without data until the transfer is given up.
  int stall;
  void *_Nullable context;
  /// Called several times a second with the bytes in the file and the expected size, 0 where it is unknown. False stops.
  bool (*_Nonnull progress)(void *_Nullable context, int64_t bytes, int64_t total);
} cdownloads_request;

typedef struct cdownloads_result {
  /// HTTP's; 0 where there was no answer.
  long code;
  /// Bytes in the file.
  int64_t bytes;
  cdownloads_failure failure;
} cdownloads_result;

/// One transfer over HTTP or HTTPS, redirections followed. Blocks.
cdownloads_status cdownloads_fetch(const cdownloads_request *_Nonnull request, cdownloads_result *_Nonnull result);

// Sums.

enum { CDOWNLOADS_MD5_SIZE = 33 };

/// The MD5 sum of a file from its beginning, in hexadecimal digits; false where it cannot be read.
bool cdownloads_md5(int descriptor, char *_Nonnull digits);

// Archives.

typedef enum cdownloads_entry {
  CDOWNLOADS_FILE,
  CDOWNLOADS_FOLDER,
  /// A link, a device or the like.
  CDOWNLOADS_OTHER,
  CDOWNLOADS_END,
  CDOWNLOADS_BROKEN,
} cdownloads_entry;

/// An archive in tar's format, compressed by gzip or not, that is read from its beginning to its end.
typedef struct cdownloads_archive cdownloads_archive;
/// Null where there is no memory, or the file is no such archive.
cdownloads_archive *_Nullable cdownloads_archive_open(const char *_Nonnull path);
void cdownloads_archive_close(cdownloads_archive *_Nonnull archive);

/// Goes to the next entry. Its name lives until the next call.
cdownloads_entry cdownloads_archive_next(
    cdownloads_archive *_Nonnull archive, const char *_Nullable *_Nonnull name, cdownloads_failure *_Nonnull failure);

/// Reads on in the present entry; 0 at its end, negative where the archive is damaged.
ptrdiff_t cdownloads_archive_read(
    cdownloads_archive *_Nonnull archive, void *_Nonnull bytes, size_t count, cdownloads_failure *_Nonnull failure);
