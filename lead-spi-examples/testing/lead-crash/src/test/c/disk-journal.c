// SPDX-License-Identifier: Apache-2.0
/*
 * Journals what a process does to the files below one folder, in order: enough to rebuild every disk that a power cut may leave behind.
 * Loaded with LD_PRELOAD; it sees the calls of the Java library and of the SQLite that is linked into its JDBC driver alike.
 *
 *   JOURNAL_FOLDER        the folder to watch, absolute and without symbolic links
 *   JOURNAL_FILE          where to write the journal, outside of that folder
 *   JOURNAL_DEAF_FILES    optional: the sync of a file whose path contains this text is not journaled, as if the program had forgotten it
 *   JOURNAL_DEAF_FOLDERS  optional: the same for folders
 *
 * A record is: operation (1 byte), inode (8), offset or length or flags (8), lengths of two texts (4 each), the two texts; numbers as the
 * machine writes them. Syncs are journaled but not performed: the disk of the test machine does not matter.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define MAX_DESCRIPTORS 65536
#define REAL(name)                                                                                                                         \
  static __typeof__(&name) real;                                                                                                           \
  if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

struct file {
  uint64_t inode; /* 0: not below the folder */
  int appends;
  int deaf;
};

static const char *folder;
static size_t folder_length;
static const char *deaf_files;
static const char *deaf_folders;
static int journal = -1;
static struct file files[MAX_DESCRIPTORS];

/* A change and its record are one step: the journal has the order in which the changes happened. */
static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void start(void) {
  const char *path = getenv("JOURNAL_FILE");
  folder = getenv("JOURNAL_FOLDER");
  deaf_files = getenv("JOURNAL_DEAF_FILES");
  deaf_folders = getenv("JOURNAL_DEAF_FOLDERS");
  if (folder && path) {
    folder_length = strlen(folder);
    journal = (int)syscall(SYS_openat, AT_FDCWD, path, O_CREAT | O_WRONLY | O_APPEND, 0600);
  }
}

static void record(char operation, uint64_t inode, int64_t number, const void *one, size_t one_length, const char *other) {
  struct __attribute__((packed)) {
    char operation;
    uint64_t inode;
    int64_t number;
    uint32_t one_length, other_length;
  } head = {operation, inode, number, (uint32_t)one_length, (uint32_t)strlen(other)};
  struct iovec parts[3] = {{&head, sizeof head}, {(void *)one, one_length}, {(void *)other, strlen(other)}};
  syscall(SYS_writev, journal, parts, 3);
}

static void record_path(char operation, uint64_t inode, int64_t number, const char *path) {
  record(operation, inode, number, path, strlen(path), "");
}

static int is_watched(const char *path) { return journal >= 0 && path && !strncmp(path, folder, folder_length); }

static struct file *file_of(int descriptor) {
  return journal >= 0 && descriptor >= 0 && descriptor < MAX_DESCRIPTORS && files[descriptor].inode ? &files[descriptor] : 0;
}

static int opened(int descriptor, const char *path, int flags) {
  if (descriptor < 0 || descriptor >= MAX_DESCRIPTORS) return descriptor;
  memset(&files[descriptor], 0, sizeof files[descriptor]);
  if (is_watched(path)) {
    struct stat status;
    fstat(descriptor, &status);
    files[descriptor].appends = (flags & O_APPEND) != 0;
    const char *deaf = S_ISDIR(status.st_mode) ? deaf_folders : deaf_files;
    files[descriptor].deaf = deaf && strstr(path, deaf);
    files[descriptor].inode = status.st_ino;
    record_path(S_ISDIR(status.st_mode) ? 'D' : 'O', status.st_ino, flags, path);
    if (flags & O_TRUNC) record('T', status.st_ino, 0, "", 0, "");
  }
  return descriptor;
}

/* Other threads must not see the new name before it is in the journal. */
#define OPEN(name)                                                                                                                         \
  int name(const char *path, int flags, ...) {                                                                                             \
    REAL(name);                                                                                                                            \
    va_list rest;                                                                                                                          \
    va_start(rest, flags);                                                                                                                 \
    int mode = va_arg(rest, int);                                                                                                          \
    va_end(rest);                                                                                                                          \
    if (!is_watched(path)) return opened(real(path, flags, mode), path, flags);                                                            \
    pthread_mutex_lock(&order);                                                                                                            \
    int descriptor = opened(real(path, flags, mode), path, flags);                                                                         \
    pthread_mutex_unlock(&order);                                                                                                          \
    return descriptor;                                                                                                                     \
  }
OPEN(open)
OPEN(open64)

static int64_t position(int descriptor, const struct file *file) {
  if (!file->appends) return lseek(descriptor, 0, SEEK_CUR);
  struct stat status;
  fstat(descriptor, &status);
  return status.st_size;
}

ssize_t write(int descriptor, const void *bytes, size_t length) {
  REAL(write);
  struct file *file = file_of(descriptor);
  if (!file) return real(descriptor, bytes, length);
  pthread_mutex_lock(&order);
  int64_t at = position(descriptor, file);
  ssize_t written = real(descriptor, bytes, length);
  if (written > 0) record('W', file->inode, at, bytes, (size_t)written, "");
  pthread_mutex_unlock(&order);
  return written;
}

#define PWRITE(name, type)                                                                                                                 \
  ssize_t name(int descriptor, const void *bytes, size_t length, type at) {                                                                \
    REAL(name);                                                                                                                            \
    struct file *file = file_of(descriptor);                                                                                               \
    if (!file) return real(descriptor, bytes, length, at);                                                                                 \
    pthread_mutex_lock(&order);                                                                                                            \
    ssize_t written = real(descriptor, bytes, length, at);                                                                                 \
    if (written > 0) record('W', file->inode, at, bytes, (size_t)written, "");                                                             \
    pthread_mutex_unlock(&order);                                                                                                          \
    return written;                                                                                                                        \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t writev(int descriptor, const struct iovec *parts, int count) {
  REAL(writev);
  if (!file_of(descriptor)) return real(descriptor, parts, count);
  ssize_t total = 0;
  for (int i = 0; i < count; i++) {
    ssize_t written = write(descriptor, parts[i].iov_base, parts[i].iov_len);
    if (written < 0) return total ? total : written;
    total += written;
  }
  return total;
}

#define TRUNCATE(name, type)                                                                                                               \
  int name(int descriptor, type length) {                                                                                                  \
    REAL(name);                                                                                                                            \
    struct file *file = file_of(descriptor);                                                                                               \
    if (!file) return real(descriptor, length);                                                                                            \
    pthread_mutex_lock(&order);                                                                                                            \
    int failed = real(descriptor, length);                                                                                                 \
    if (!failed) record('T', file->inode, length, "", 0, "");                                                                              \
    pthread_mutex_unlock(&order);                                                                                                          \
    return failed;                                                                                                                         \
  }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(name)                                                                                                                         \
  int name(int descriptor) {                                                                                                               \
    REAL(name);                                                                                                                            \
    struct file *file = file_of(descriptor);                                                                                               \
    if (!file) return real(descriptor);                                                                                                    \
    if (!file->deaf) {                                                                                                                     \
      pthread_mutex_lock(&order);                                                                                                          \
      record('S', file->inode, 0, "", 0, "");                                                                                              \
      pthread_mutex_unlock(&order);                                                                                                        \
    }                                                                                                                                      \
    return 0;                                                                                                                              \
  }
SYNC(fsync)
SYNC(fdatasync)

int rename(const char *from, const char *to) {
  REAL(rename);
  if (!is_watched(to)) return real(from, to);
  pthread_mutex_lock(&order);
  int failed = real(from, to);
  if (!failed) record('R', 0, 0, from, strlen(from), to);
  pthread_mutex_unlock(&order);
  return failed;
}

int link(const char *from, const char *to) {
  REAL(link);
  if (!is_watched(to)) return real(from, to);
  pthread_mutex_lock(&order);
  int failed = real(from, to);
  if (!failed) record('L', 0, 0, from, strlen(from), to);
  pthread_mutex_unlock(&order);
  return failed;
}

int unlink(const char *path) {
  REAL(unlink);
  if (!is_watched(path)) return real(path);
  pthread_mutex_lock(&order);
  int failed = real(path);
  if (!failed) record_path('U', 0, 0, path);
  pthread_mutex_unlock(&order);
  return failed;
}

int mkdir(const char *path, mode_t mode) {
  REAL(mkdir);
  if (!is_watched(path)) return real(path, mode);
  pthread_mutex_lock(&order);
  int failed = real(path, mode);
  if (!failed) record_path('M', 0, 0, path);
  pthread_mutex_unlock(&order);
  return failed;
}

int close(int descriptor) {
  REAL(close);
  if (descriptor >= 0 && descriptor < MAX_DESCRIPTORS) files[descriptor].inode = 0;
  return real(descriptor);
}
