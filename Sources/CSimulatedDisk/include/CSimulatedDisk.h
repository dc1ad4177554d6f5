#ifndef FELTBOG_CSIMULATEDDISK_H
#define FELTBOG_CSIMULATEDDISK_H

#include <stddef.h>
#include <stdint.h>

/// Disks in memory whose every call can fail, and the SQLite VFS that keeps databases on them.
///
/// A file on a disk is named `/simulated/DISK/PROCESS/NAME`. PROCESS counts the restarts of the disk: what
/// an ended process still holds open, or names, fails from then on. Other names are the platform's.
///
/// Each file has its current bytes, as every process reads them, its durable bytes, and in between the list
/// of writes that no sync has made durable.
///
/// Disks are used from any thread; what happens on one disk is the same for the same seed and calls.
typedef struct feltbog_disk feltbog_disk;

/// What is done to a disk. The values are bit numbers of `kinds`.
enum {
    FELTBOG_DISK_READ = 0,
    FELTBOG_DISK_WRITE = 1,
    FELTBOG_DISK_TRUNCATE = 2,
    FELTBOG_DISK_SYNC = 3,
    FELTBOG_DISK_OPEN = 4,
    FELTBOG_DISK_DELETE = 5,
    FELTBOG_DISK_LOCK = 6,
    FELTBOG_DISK_SHM = 7,
    FELTBOG_DISK_KINDS = 8
};

/// How a call fails.
enum {
    FELTBOG_DISK_NO_FAULT = 0,
    /// Nothing is done; the caller is told.
    FELTBOG_DISK_ERROR = 1,
    /// There is no room; nothing is done.
    FELTBOG_DISK_FULL = 2,
    /// The first sectors of a write are written, then there is an error.
    FELTBOG_DISK_SHORT = 3,
    /// Some sectors of a write are written, then the process is gone.
    FELTBOG_DISK_TORN = 4,
    /// A sync fails and what it was to make durable is forgotten, as Linux does: the next sync succeeds and
    /// makes only later writes durable.
    FELTBOG_DISK_DROPPED = 5,
    /// A sync says that all is well and makes nothing durable.
    FELTBOG_DISK_LIE = 6,
    /// The process is gone: this call and all later ones fail until the disk is restarted.
    FELTBOG_DISK_CRASH = 7
};

/// Makes the VFS the process's default. Once; later calls do nothing. Returns an SQLite result code.
int feltbog_disk_register(void);

/// A new, empty disk; `NULL` when memory is short.
feltbog_disk *feltbog_disk_make(uint64_t seed);
/// Takes the disk away. Memory goes with the last open file.
void feltbog_disk_release(feltbog_disk *disk);
/// Replaces all files of `disk` by copies of `other`'s and ends the process. Neither may be locked by the
/// calling thread's SQLite.
void feltbog_disk_assign(feltbog_disk *disk, feltbog_disk *other);
/// Copies one file of `other`, durable at once, in place of what has the new name. 0 when there is none.
int feltbog_disk_take(
    feltbog_disk *disk, const char *new_name, feltbog_disk *other, const char *name);
int64_t feltbog_disk_number(feltbog_disk *disk);
int64_t feltbog_disk_process(feltbog_disk *disk);

/// Ends the process that uses the disk; a limited capacity and faults that wait stay. With `power` 0 the
/// current bytes stay. With `power` 1 only durable bytes stay, and a seeded choice of the sectors written
/// since.
void feltbog_disk_restart(feltbog_disk *disk, int power);

/// Lets the `nth` call from now on of one of `kinds` fail; with `repeats` all later ones too.
void feltbog_disk_plan(feltbog_disk *disk, uint32_t kinds, int64_t nth, int fault, int repeats);
/// Lets calls of one kind fail by chance, in a million. A failing sync drops; others are errors.
void feltbog_disk_plan_chance(feltbog_disk *disk, int kind, uint32_t in_a_million);
/// Takes all faults that wait away, and the capacity.
void feltbog_disk_heal(feltbog_disk *disk);
/// While held, waiting faults go on waiting: calls neither fail nor bring them nearer.
void feltbog_disk_hold(feltbog_disk *disk, int is_held);
/// How many bytes all files may have together; negative for any number.
void feltbog_disk_set_capacity(feltbog_disk *disk, int64_t bytes);
/// Turns a bit of a file at rest over. Returns 0 when there is no such file or byte.
int feltbog_disk_flip(feltbog_disk *disk, const char *name, int64_t offset, int bit);

int64_t feltbog_disk_calls(feltbog_disk *disk, int kind);
int64_t feltbog_disk_faults(feltbog_disk *disk);
/// Whether a fault ended the process and nobody restarted the disk yet.
int feltbog_disk_is_down(feltbog_disk *disk);
/// The size of a file in bytes, durable bytes only with `durable`; -1 when there is none.
int64_t feltbog_disk_size(feltbog_disk *disk, const char *name, int durable);

// Small files that are not databases. `path` is the whole name. 0 or a positive count is success; failure
// is a negative SQLite result code.

int feltbog_disk_exists(const char *path);
/// Makes an empty file if there is none.
int feltbog_disk_create(const char *path);
/// Replaces a file by `count` bytes without a sync; the old bytes stay when it fails.
int feltbog_disk_replace(const char *path, const void *bytes, size_t count);
/// Reads up to `count` bytes from the start.
int64_t feltbog_disk_get(const char *path, void *bytes, size_t count);
int feltbog_disk_delete(const char *path);
/// Takes the lock that everybody respects; -SQLITE_BUSY when `owner` is not its holder and somebody is.
int feltbog_disk_lock(const char *path, const void *owner);
void feltbog_disk_unlock(const char *path, const void *owner);

#endif
