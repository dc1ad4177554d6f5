// What the disk and the VFS share; not for others.
#ifndef FELTBOG_DISK_H
#define FELTBOG_DISK_H

#include "CSimulatedDisk.h"
#include <pthread.h>
#include <sqlite3.h>

#define SECTOR 512
#define PREFIX "/simulated/"
#define SHM_SLOTS 8

typedef struct {
    unsigned char *bytes;
    int64_t count, capacity;
} buffer;

/// One write that is not durable yet; a truncation when `data` is negative.
typedef struct {
    int64_t offset, count, data;
} pending_write;

/// The shared memory of one database; lives as long as a connection has it.
typedef struct {
    int references;
    int regions;
    int region_size;
    void **memory;
    int readers[SHM_SLOTS];
    const void *writer[SHM_SLOTS];
} shared_memory;

typedef struct disk_file {
    struct disk_file *next;
    char *name;
    int references;
    /// Whether it has a name now, and whether it has one after a power cut for certain.
    int exists, is_durable;
    buffer current, durable;
    pending_write *writes;
    int64_t write_count, write_capacity;
    buffer written;
    int readers;
    const void *reserved, *waiting, *exclusive;
    const void *holder;
    shared_memory *shm;
} disk_file;

struct feltbog_disk {
    struct feltbog_disk *next;
    pthread_mutex_t mutex;
    int references;
    int64_t number, process;
    disk_file *files;
    uint64_t random;
    int is_down;
    uint32_t plan_kinds;
    int64_t plan_left;
    int plan_fault, plan_repeats;
    int is_held;
    uint32_t in_a_million[FELTBOG_DISK_KINDS];
    int64_t calls[FELTBOG_DISK_KINDS];
    int64_t faults;
    int64_t capacity;
};

/// Finds the disk and the rest of the name; the disk is locked and referenced, unless `NULL`. A name of
/// another process than the disk's gives `is_stale`.
feltbog_disk *disk_enter(const char *path, const char **name, int *is_stale);
void disk_leave(feltbog_disk *disk);
void disk_retain(feltbog_disk *disk);
void disk_drop(feltbog_disk *disk);

uint64_t disk_draw(feltbog_disk *disk);
/// Counts a call and says how it fails. `FELTBOG_DISK_CRASH` while the process is gone.
int disk_call(feltbog_disk *disk, int kind);
disk_file *disk_find(feltbog_disk *disk, const char *name);
disk_file *disk_find_or_make(feltbog_disk *disk, const char *name);
void disk_unlink(feltbog_disk *disk, disk_file *file, int is_durable);
void disk_drop_file(disk_file *file);

/// SQLite result codes. A call that fails halfway has done half.
int disk_write(feltbog_disk *disk, disk_file *file, const void *bytes, int64_t count, int64_t at);
int disk_truncate(feltbog_disk *disk, disk_file *file, int64_t count);
int disk_sync(feltbog_disk *disk, disk_file *file);
/// A file that is on no disk and never fails, for SQLite's temporary needs.
disk_file *disk_loose_file(void);
int disk_plain_write(disk_file *file, const void *bytes, int64_t count, int64_t at);
int disk_plain_truncate(disk_file *file, int64_t count);

void shm_release(shared_memory *shm);

#endif
