// One transfer by libcurl.
#define _GNU_SOURCE
#include <curl/curl.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "CDownloads.h"

typedef struct transfer {
  const cdownloads_request *request;
  cdownloads_result *result;
  CURL *handle;
  /// What a callback ended the transfer for.
  cdownloads_status status;
  /// Whether the answer's code was looked at.
  bool has_begun;
} transfer;

static bool write_all(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes += written;
    count -= (size_t)written;
  }
  return true;
}

static size_t fail(transfer *transfer, cdownloads_status status) {
  transfer->status = status;
  if (status == CDOWNLOADS_UNWRITABLE) {
    snprintf(transfer->result->failure.message, CDOWNLOADS_MESSAGE_SIZE, "%s", strerror(errno));
  }
  return 0;
}

// A server may answer a request for the rest with the whole file: then it replaces what is there.
static bool begin(transfer *transfer) {
  transfer->has_begun = true;
  curl_easy_getinfo(transfer->handle, CURLINFO_RESPONSE_CODE, &transfer->result->code);
  int64_t start = transfer->result->code == 206 ? transfer->request->offset : 0;
  int descriptor = transfer->request->descriptor;
  transfer->result->bytes = start;
  return ftruncate(descriptor, start) == 0 && lseek(descriptor, start, SEEK_SET) == start;
}

static size_t on_data(char *bytes, size_t size, size_t count, void *context) {
  transfer *transfer = context;
  count *= size;
  if (!transfer->has_begun && !begin(transfer)) return fail(transfer, CDOWNLOADS_UNWRITABLE);
  if (transfer->result->bytes + (int64_t)count > transfer->request->limit) return fail(transfer, CDOWNLOADS_TOO_LARGE);
  if (!write_all(transfer->request->descriptor, bytes, count)) return fail(transfer, CDOWNLOADS_UNWRITABLE);
  transfer->result->bytes += (int64_t)count;
  return count;
}

static int on_progress(void *context, curl_off_t total, curl_off_t now, curl_off_t to_send, curl_off_t sent) {
  (void)to_send, (void)sent;
  transfer *transfer = context;
  const cdownloads_request *request = transfer->request;
  int64_t expected = total > 0 ? transfer->result->bytes - now + total : 0;
  if (request->progress(request->context, transfer->result->bytes, expected)) return 0;
  transfer->status = CDOWNLOADS_STOPPED;
  return 1;
}

static cdownloads_status translate(CURLcode code) {
  switch (code) {
    case CURLE_OK: return CDOWNLOADS_SUCCESS;
    case CURLE_OPERATION_TIMEDOUT: return CDOWNLOADS_STALLED;
    case CURLE_HTTP_RETURNED_ERROR:
    case CURLE_RANGE_ERROR: return CDOWNLOADS_REFUSED;
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT: return CDOWNLOADS_INVALID_ADDRESS;
    default: return CDOWNLOADS_DISCONNECTED;
  }
}

cdownloads_status cdownloads_fetch(const cdownloads_request *request, cdownloads_result *result) {
  *result = (cdownloads_result){.bytes = request->offset};
  if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) return CDOWNLOADS_DISCONNECTED;
  CURL *handle = curl_easy_init();
  if (!handle) return CDOWNLOADS_DISCONNECTED;
  transfer transfer = {.request = request, .result = result, .handle = handle, .status = CDOWNLOADS_SUCCESS};
  char words[CURL_ERROR_SIZE] = "";
  curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, words);
  curl_easy_setopt(handle, CURLOPT_URL, request->address);
  // The older options are deprecated, the newer ones not yet in Ubuntu 22.04's library.
#if LIBCURL_VERSION_NUM >= 0x075500
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
#else
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
  curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(handle, CURLOPT_MAXREDIRS, 5L);
  curl_easy_setopt(handle, CURLOPT_FAILONERROR, 1L);
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_USERAGENT, "compbook");
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, (long)request->stall);
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, (long)request->stall);
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, on_data);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &transfer);
  curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, on_progress);
  curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &transfer);
  // Not by RESUME_FROM: curl takes an answer with the whole file for an error there.
  char range[32];
  snprintf(range, sizeof range, "%lld-", (long long)request->offset);
  if (request->offset > 0) curl_easy_setopt(handle, CURLOPT_RANGE, range);
  CURLcode code = curl_easy_perform(handle);
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &result->code);
  cdownloads_status status = transfer.status == CDOWNLOADS_SUCCESS ? translate(code) : transfer.status;
  // An answer without data.
  if (status == CDOWNLOADS_SUCCESS && !transfer.has_begun && !begin(&transfer)) status = CDOWNLOADS_UNWRITABLE;
  if (!result->failure.message[0] && code != CURLE_OK) {
    snprintf(
        result->failure.message, CDOWNLOADS_MESSAGE_SIZE, "%s", words[0] ? words : curl_easy_strerror(code));
  }
  curl_easy_cleanup(handle);
  return status;
}
