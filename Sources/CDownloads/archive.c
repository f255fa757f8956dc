// Walking through archives by libarchive, which is asked for their contents only: it writes nothing.
#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "CDownloads.h"

struct cdownloads_archive {
  struct archive *archive;
};

static void tell(struct archive *archive, cdownloads_failure *failure) {
  const char *words = archive_error_string(archive);
  snprintf(failure->message, sizeof failure->message, "%s", words ? words : "unknown format");
}

cdownloads_archive *cdownloads_archive_open(const char *path) {
  cdownloads_archive *result = malloc(sizeof *result);
  struct archive *archive = archive_read_new();
  if (result && archive && archive_read_support_filter_gzip(archive) == ARCHIVE_OK &&
      archive_read_support_format_tar(archive) == ARCHIVE_OK &&
      archive_read_open_filename(archive, path, 1 << 16) == ARCHIVE_OK) {
    result->archive = archive;
    return result;
  }
  if (archive) archive_read_free(archive);
  free(result);
  return NULL;
}

void cdownloads_archive_close(cdownloads_archive *archive) {
  archive_read_free(archive->archive);
  free(archive);
}

cdownloads_entry cdownloads_archive_next(cdownloads_archive *archive, const char **name, cdownloads_failure *failure) {
  struct archive_entry *entry;
  int status = archive_read_next_header(archive->archive, &entry);
  if (status == ARCHIVE_EOF) return CDOWNLOADS_END;
  if (status != ARCHIVE_OK) {
    tell(archive->archive, failure);
    return CDOWNLOADS_BROKEN;
  }
  *name = archive_entry_pathname(entry);
  if (archive_entry_hardlink(entry) || archive_entry_symlink(entry)) return CDOWNLOADS_OTHER;
  mode_t type = archive_entry_filetype(entry);
  return type == AE_IFREG ? CDOWNLOADS_FILE : type == AE_IFDIR ? CDOWNLOADS_FOLDER : CDOWNLOADS_OTHER;
}

ptrdiff_t cdownloads_archive_read(
    cdownloads_archive *archive, void *bytes, size_t count, cdownloads_failure *failure) {
  la_ssize_t result = archive_read_data(archive->archive, bytes, count);
  if (result < 0) tell(archive->archive, failure);
  return (ptrdiff_t)result;
}
