/// Plain functions over the system libedit, whose el_set and history are variadic and so unknown to Swift,
/// and over the few parts of libc that Swift does not see. No logic of ours is in here.
#ifndef CLIBEDIT_H
#define CLIBEDIT_H

#include <histedit.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/// What a key function answers: one of libedit's CC_ codes.
typedef unsigned char (*cle_key)(EditLine *, int);
/// Reads one character: its code point is stored and 1 returned; 0 is the end of input.
typedef int (*cle_reader)(EditLine *, int32_t *);

/// Sets the locale's character classes; UTF-8 is forced, since libedit drops such input silently in any other.
/// Answers whether UTF-8 is on.
bool cle_use_utf8(void);
/// The columns a code point takes on a terminal; -1 where it cannot be shown.
int cle_width(uint32_t scalar);
/// The columns and rows of the terminal; false where it is none.
bool cle_window_size(int fd, int *columns, int *rows);

/// An editor, in emacs mode at first (Debian's libedit begins in vi mode), on two descriptors of the same terminal,
/// which stay open when it ends. NULL if there is no memory.
EditLine *cle_create(const char *program, int in_fd, int out_fd, void *context);
void cle_end(EditLine *);
/// What cle_create was given.
void *cle_context(EditLine *);
/// Copies the prompt; what stands between two marker characters takes no columns (colours).
void cle_set_prompt(EditLine *, const char *prompt, char marker);
void cle_set_reader(EditLine *, cle_reader);
/// Reads ~/.editrc (or $EDITRC); lines with another program's prefix do not count.
void cle_source(EditLine *);
/// Makes libedit believe that the terminal lacks something, by its termcap name.
void cle_remove_capability(EditLine *, const char *name);
bool cle_is_vi(EditLine *);
/// Makes a function known by a name that bindings use.
void cle_add_function(EditLine *, const char *name, cle_key);
/// Binds a key in the main map, or in that of vi's command mode.
void cle_bind(EditLine *, bool command_mode, const char *key, const char *function);
/// What libedit's `bind KEY` says of a key, e.g. `"^[[A" -> ed-prev-history`.
void cle_describe_binding(EditLine *, const char *key, char *text, size_t size);
/// While a line is edited Ctrl-C is a key and Return is not the same as a line feed; at all other times the terminal
/// stays as it is.
void cle_make_raw_keys(EditLine *);

/// One entry, with its newline, as UTF-8 that is good until the next call; NULL at the end of input.
const char *cle_read(EditLine *);
/// Draws prompt and entry where the cursor is now, taking nothing of the screen for known.
void cle_refresh(EditLine *);
/// Leaves and enters the terminal mode for editing (another program may have changed it).
void cle_prepare_terminal(EditLine *);
/// Gives the terminal the mode that it had before.
void cle_leave_terminal(EditLine *);
/// Writes to the terminal in order with what libedit writes.
void cle_write(EditLine *, const char *text);

/// A history that stores neighbours that are the same once.
History *cle_history_create(int size);
void cle_history_end(History *);
void cle_history_attach(EditLine *, History *);
void cle_history_enter(History *, const char *entry);

/// Catches a signal: it is remembered until forgotten, and cle_wait returns. Safe to ask from every thread. Where it
/// interrupts, a call that waits returns with EINTR, else it goes on. Caught once, it ends the program the next time.
void cle_signal_catch(int number, bool interrupts, bool once);
bool cle_signal_ignored(int number);
bool cle_signal_caught(int number);
void cle_signal_forget(int number);
/// Waits for input: 1 there is some (or the end of it), 0 a signal that is caught came, -1 the time is over.
int cle_wait(int fd, int milliseconds);

/// Starts `sh -c command` with `argument`, which may be NULL, as its $1 and the descriptor as its standard input;
/// its signals are as usual. The process, or -1.
pid_t cle_start(const char *command, const char *argument, int input);

#endif
