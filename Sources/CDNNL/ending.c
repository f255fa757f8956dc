// The end of the process: the library destroys its cache of primitives then, whichever threads are still making some.
#define _GNU_SOURCE
#include <pthread.h>
#include <stdlib.h>

#include "internal.h"

// Held for reading by who makes a primitive; whoever ends the process waits for them, and keeps others out for good.
static pthread_rwlock_t gate = PTHREAD_RWLOCK_WRITER_NONRECURSIVE_INITIALIZER_NP;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void close_gate(void) { pthread_rwlock_wrlock(&gate); }
static void close_gate_at_exit(void) { atexit(close_gate); }

void cdnnl_begin_making(void) { pthread_rwlock_rdlock(&gate); }

void cdnnl_end_making(void) {
  // What is registered last is called first: the cache was there before this.
  pthread_once(&once, close_gate_at_exit);
  pthread_rwlock_unlock(&gate);
}
