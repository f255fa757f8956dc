// What the files of this target share.
#pragma once

#include <signal.h>
#include <stdbool.h>

/// Makes the keys known to ncurses.
void cn_define_keys(void);

/// Notes how to restore the terminal without ncurses, and takes over the signals. Call before and after newterm.
void cn_save_terminal(void);
void cn_prepare_restore(void);
void cn_install_signals(void);
void cn_remove_signals(void);
/// Whether a signal waits for cn_take_request.
bool cn_request_pending(void);

/// Stops the process group as Ctrl-Z would, and returns once it is continued.
void cn_stop(void);

/// The pipe by which cn_wake and the signals end cn_wait.
int cn_wake_descriptor(void);
void cn_drain_wakes(void);
