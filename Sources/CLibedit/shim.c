#define _GNU_SOURCE
#include "CLibedit.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

/// What libedit keeps for us beside an editor.
struct state {
  void *context;
  char *prompt;
  FILE *in, *out;
};

static struct state *state_of(EditLine *editor) {
  void *state = NULL;
  el_get(editor, EL_CLIENTDATA, &state);
  return state;
}

bool cle_use_utf8(void) {
  setlocale(LC_CTYPE, "");
  if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0) setlocale(LC_CTYPE, "C.UTF-8");
  return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

int cle_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

bool cle_window_size(int fd, int *columns, int *rows) {
  struct winsize size;
  if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return false;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return true;
}

static FILE *copy_of(int fd, const char *mode) {
  int copy = dup(fd);
  FILE *file = copy < 0 ? NULL : fdopen(copy, mode);
  if (!file && copy >= 0) close(copy);
  return file;
}

static void free_state(struct state *state) {
  if (state->in) fclose(state->in);
  if (state->out) fclose(state->out);
  free(state->prompt);
  free(state);
}

EditLine *cle_create(const char *program, int in_fd, int out_fd, void *context) {
  struct state *state = calloc(1, sizeof *state);
  if (!state) return NULL;
  state->context = context;
  state->in = copy_of(in_fd, "r");
  state->out = copy_of(out_fd, "w");
  EditLine *editor = state->in && state->out ? el_init(program, state->in, state->out, state->out) : NULL;
  if (!editor) {
    free_state(state);
    return NULL;
  }
  el_set(editor, EL_CLIENTDATA, state);
  el_set(editor, EL_EDITOR, "emacs");
  return editor;
}

void cle_end(EditLine *editor) {
  struct state *state = state_of(editor);
  el_end(editor);
  free_state(state);
}

void *cle_context(EditLine *editor) { return state_of(editor)->context; }

static char *prompt_of(EditLine *editor) {
  static char none[] = "";
  char *prompt = state_of(editor)->prompt;
  return prompt ? prompt : none;
}

void cle_set_prompt(EditLine *editor, const char *prompt, char marker) {
  struct state *state = state_of(editor);
  free(state->prompt);
  state->prompt = strdup(prompt);
  el_set(editor, EL_PROMPT_ESC, prompt_of, marker);
}

void cle_set_reader(EditLine *editor, cle_reader reader) { el_wset(editor, EL_GETCFN, reader); }
void cle_source(EditLine *editor) { el_source(editor, NULL); }

void cle_remove_capability(EditLine *editor, const char *name) { el_set(editor, EL_SETTC, name, "", NULL); }

bool cle_is_vi(EditLine *editor) {
  const char *name = NULL;
  return el_get(editor, EL_EDITOR, &name) == 0 && name && strcmp(name, "vi") == 0;
}

void cle_add_function(EditLine *editor, const char *name, cle_key function) {
  el_set(editor, EL_ADDFN, name, name, function);
}

void cle_bind(EditLine *editor, bool command_mode, const char *key, const char *function) {
  if (command_mode)
    el_set(editor, EL_BIND, "-a", key, function, NULL);
  else
    el_set(editor, EL_BIND, key, function, NULL);
}

void cle_describe_binding(EditLine *editor, const char *key, char *text, size_t size) {
  memset(text, 0, size);
  FILE *memory = fmemopen(text, size - 1, "w");
  if (!memory) return;
  el_set(editor, EL_SETFP, 1, memory);
  el_set(editor, EL_BIND, key, NULL);
  el_set(editor, EL_SETFP, 1, state_of(editor)->out);
  fclose(memory);
}

void cle_make_raw_keys(EditLine *editor) { el_set(editor, EL_SETTY, "-d", "-isig", "-icrnl", "-inlcr", NULL); }

const char *cle_read(EditLine *editor) {
  int count = 0;
  const char *line = el_gets(editor, &count);
  return count > 0 ? line : NULL;
}

void cle_refresh(EditLine *editor) { el_set(editor, EL_REFRESH); }

void cle_prepare_terminal(EditLine *editor) {
  el_set(editor, EL_PREP_TERM, 0);
  el_set(editor, EL_PREP_TERM, 1);
}

void cle_leave_terminal(EditLine *editor) { el_set(editor, EL_PREP_TERM, 0); }

void cle_write(EditLine *editor, const char *text) {
  FILE *out = state_of(editor)->out;
  fputs(text, out);
  fflush(out);
}

History *cle_history_create(int size) {
  History *history_ = history_init();
  HistEvent event;
  if (!history_) return NULL;
  history(history_, &event, H_SETSIZE, size);
  history(history_, &event, H_SETUNIQUE, 1);
  return history_;
}

void cle_history_end(History *history_) { history_end(history_); }
void cle_history_attach(EditLine *editor, History *history_) { el_set(editor, EL_HIST, history, history_); }

void cle_history_enter(History *history_, const char *entry) {
  HistEvent event;
  history(history_, &event, H_ENTER, entry);
}

static atomic_bool caught[65];
static atomic_int wake = -1;

static void remember(int number) {
  int error = errno;
  uint64_t one = 1;
  atomic_store(&caught[number], true);
  if (write(atomic_load(&wake), &one, sizeof one) < 0) {}
  errno = error;
}

bool cle_signal_ignored(int number) {
  struct sigaction action;
  return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

void cle_signal_catch(int number, bool interrupts, bool once) {
  if (number < 1 || number > 64) return;
  if (atomic_load(&wake) < 0) atomic_store(&wake, eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
  struct sigaction action = {
      .sa_handler = remember, .sa_flags = (interrupts ? 0 : SA_RESTART) | (once ? (int)SA_RESETHAND : 0)};
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, NULL);
}

bool cle_signal_caught(int number) {
  return number > 0 && number < 65 && atomic_load_explicit(&caught[number], memory_order_relaxed);
}

void cle_signal_forget(int number) {
  if (number > 0 && number < 65) atomic_store(&caught[number], false);
}

int cle_wait(int fd, int milliseconds) {
  struct pollfd both[2] = {{.fd = atomic_load(&wake), .events = POLLIN}, {.fd = fd, .events = POLLIN}};
  int count = poll(both, 2, milliseconds);
  if (count == 0) return -1;
  if (count < 0) return errno == EINTR ? 0 : 1;
  if (!(both[0].revents & POLLIN)) return 1;
  uint64_t signals;
  if (read(both[0].fd, &signals, sizeof signals) < 0) {}
  return 0;
}

pid_t cle_start(const char *command, const char *argument, int input) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t ignored;
  // What we ignore a child would ignore too.
  sigemptyset(&ignored);
  sigaddset(&ignored, SIGPIPE);
  if (posix_spawn_file_actions_init(&actions) != 0) return -1;
  if (posix_spawnattr_init(&attributes) != 0) {
    posix_spawn_file_actions_destroy(&actions);
    return -1;
  }
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawnattr_setsigdefault(&attributes, &ignored);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  char *const arguments[] = {"sh", "-c", (char *)command, "sh", (char *)argument, NULL};
  pid_t process = -1;
  if (posix_spawn(&process, "/bin/sh", &actions, &attributes, arguments, environ) != 0) process = -1;
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return process;
}
