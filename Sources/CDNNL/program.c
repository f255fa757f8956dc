// Programs: primitives with their arguments bound once, so that a run does nothing but execute them.
#include <stdlib.h>

#include "internal.h"

// Either a primitive or, without one, a call.
typedef struct command {
  const cdnnl_primitive *primitive;
  int count;
  dnnl_exec_arg_t *arguments;
  // The program's own, as another program may run the same primitive on another thread. Null where none is needed.
  dnnl_memory_t scratch;
  cdnnl_function function;
  const void *context;
} command;

struct cdnnl_program {
  command *commands;
  int count;
  int capacity;
  size_t scratch_size;
};

cdnnl_status cdnnl_program_create(cdnnl_program **result) {
  cdnnl_program *program = calloc(1, sizeof *program);
  if (!program) return CDNNL_OUT_OF_MEMORY;
  *result = program;
  return CDNNL_SUCCESS;
}

static void destroy(command command) {
  if (command.scratch) dnnl_memory_destroy(command.scratch);
  free(command.arguments);
}

void cdnnl_program_destroy(cdnnl_program *program) {
  for (int index = 0; index < program->count; index++) destroy(program->commands[index]);
  free(program->commands);
  free(program);
}

static cdnnl_status append(cdnnl_program *program, command new) {
  if (program->count == program->capacity) {
    int capacity = program->capacity > 0 ? 2 * program->capacity : 16;
    command *commands = realloc(program->commands, (size_t)capacity * sizeof *commands);
    if (!commands) return CDNNL_OUT_OF_MEMORY;
    program->commands = commands;
    program->capacity = capacity;
  }
  program->commands[program->count++] = new;
  return CDNNL_SUCCESS;
}

cdnnl_status cdnnl_program_append(
    cdnnl_program *program, const cdnnl_primitive *primitive, int count, const cdnnl_argument *arguments,
    const cdnnl_memory *const *memories) {
  command new = {.primitive = primitive, .count = count};
  new.arguments = calloc((size_t)count + 1, sizeof *new.arguments);
  if (!new.arguments) return CDNNL_OUT_OF_MEMORY;
  for (int index = 0; index < count; index++) {
    new.arguments[index] = (dnnl_exec_arg_t){cdnnl_library_argument(arguments[index]), memories[index]->memory};
  }
  cdnnl_status status = CDNNL_SUCCESS;
  if (primitive->scratch_size > 0) {
    status = cdnnl_scratch_create(primitive, &new.scratch);
    new.arguments[new.count++] = (dnnl_exec_arg_t){DNNL_ARG_SCRATCHPAD, new.scratch};
  }
  if (primitive->scratch_size > program->scratch_size) program->scratch_size = primitive->scratch_size;
  if (status == CDNNL_SUCCESS) status = append(program, new);
  if (status != CDNNL_SUCCESS) destroy(new);
  return status;
}

cdnnl_status cdnnl_program_append_call(cdnnl_program *program, cdnnl_function function, const void *context) {
  return append(program, (command){.function = function, .context = context});
}

static cdnnl_status run(cdnnl_engine *engine, const command *command) {
  if (!command->primitive) {
    command->function(command->context);
    return CDNNL_SUCCESS;
  }
  const cdnnl_primitive *primitive = command->primitive;
  dnnl_status_t status = dnnl_success;
  if (command->scratch) status = dnnl_memory_set_data_handle(command->scratch, engine->scratch);
  if (status == dnnl_success)
    status = dnnl_primitive_execute(primitive->primitive, engine->stream, command->count, command->arguments);
  return cdnnl_translate(status);
}

cdnnl_status cdnnl_program_run(cdnnl_engine *engine, const cdnnl_program *program) {
  cdnnl_status status = cdnnl_reserve_scratch(engine, program->scratch_size);
  for (int index = 0; index < program->count && status == CDNNL_SUCCESS; index++) {
    status = run(engine, &program->commands[index]);
  }
  // What a failed command left running must end too.
  cdnnl_status ended = cdnnl_translate(dnnl_stream_wait(engine->stream));
  return status == CDNNL_SUCCESS ? ended : status;
}
