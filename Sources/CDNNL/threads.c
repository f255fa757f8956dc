// The threads of the library: OpenMP's functions come with oneDNN, if it was built on OpenMP at all, so they are looked up
// rather than linked.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>

#include "internal.h"

static int one(void) { return 1; }
static int zero(void) { return 0; }
static void ignore(int count) { (void)count; }

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int (*processors)(void) = one;
static int (*threads)(void) = one;
static int (*team_size)(void) = one;
static int (*thread_number)(void) = zero;
static void (*limit_threads)(int) = ignore;
// What compilers make of a parallel region.
static void (*parallel)(void (*body)(void *), void *data, unsigned threads, unsigned flags);

static void find(const char *name, void *place) {
  void *function = dlsym(RTLD_DEFAULT, name);
  if (function) *(void **)place = function;
}

static void find_all(void) {
  find("omp_get_num_procs", &processors);
  find("omp_get_max_threads", &threads);
  find("omp_get_num_threads", &team_size);
  find("omp_get_thread_num", &thread_number);
  find("omp_set_num_threads", &limit_threads);
  find("GOMP_parallel", &parallel);
}

int cdnnl_processors(void) {
  pthread_once(&once, find_all);
  return processors();
}

int cdnnl_threads(void) {
  pthread_once(&once, find_all);
  return parallel ? threads() : 1;
}

void cdnnl_limit_threads(int count) {
  pthread_once(&once, find_all);
  limit_threads(count > 0 ? count : processors());
}

typedef struct region {
  int parts;
  cdnnl_part body;
  const void *context;
} region;

static void run_thread(void *data) {
  const region *region = data;
  // There may be fewer threads than were asked for.
  const int step = team_size();
  for (int part = thread_number(); part < region->parts; part += step) region->body(region->context, part);
}

void cdnnl_in_parallel(int parts, cdnnl_part body, const void *context) {
  pthread_once(&once, find_all);
  region region = {parts, body, context};
  if (parts > 1 && parallel) {
    parallel(run_thread, &region, (unsigned)parts, 0);
  } else {
    for (int part = 0; part < parts; part++) body(context, part);
  }
}
