#include "Disk.h"
#include <stdlib.h>
#include <string.h>

/// An open file. `disk` is `NULL` for SQLite's temporary files.
typedef struct {
    sqlite3_file base;
    feltbog_disk *disk;
    disk_file *file;
    int64_t process;
    int lock;
    int deletes_on_close;
    shared_memory *shm;
    unsigned shm_read, shm_written;
} handle;

static sqlite3_vfs *platform;

static int is_ours(const char *path) {
    return path && !strncmp(path, PREFIX, strlen(PREFIX));
}

static void enter(handle *h) {
    if (h->disk) pthread_mutex_lock(&h->disk->mutex);
}

static void leave(handle *h) {
    if (h->disk) pthread_mutex_unlock(&h->disk->mutex);
}

/// Whether the process that opened the file has ended.
static int is_stale(handle *h) { return h->disk && h->process != h->disk->process; }

// MARK: Locks between connections

static int lock_to(handle *h, int level) {
    disk_file *f = h->file;
    if (h->lock >= level) return SQLITE_OK;
    if (level == SQLITE_LOCK_SHARED) {
        if (f->waiting || f->exclusive) return SQLITE_BUSY;
        f->readers++;
    } else {
        if (f->reserved && f->reserved != h) return SQLITE_BUSY;
        if (f->waiting && f->waiting != h) return SQLITE_BUSY;
        f->reserved = h;
        if (level == SQLITE_LOCK_EXCLUSIVE) {
            f->waiting = h;
            h->lock = SQLITE_LOCK_PENDING;
            if (f->readers > 1) return SQLITE_BUSY;
            f->exclusive = h;
        }
    }
    h->lock = level;
    return SQLITE_OK;
}

static void unlock_to(handle *h, int level) {
    disk_file *f = h->file;
    if (h->lock <= level) return;
    if (f->reserved == h) f->reserved = NULL;
    if (f->waiting == h) f->waiting = NULL;
    if (f->exclusive == h) f->exclusive = NULL;
    if (level == SQLITE_LOCK_NONE) f->readers--;
    h->lock = level;
}

static int x_lock(sqlite3_file *base, int level) {
    handle *h = (handle *)base;
    if (!h->disk) return SQLITE_OK;
    enter(h);
    int fault = is_stale(h) ? FELTBOG_DISK_CRASH : disk_call(h->disk, FELTBOG_DISK_LOCK);
    int result = fault ? SQLITE_IOERR_LOCK : lock_to(h, level);
    leave(h);
    return result;
}

static int x_unlock(sqlite3_file *base, int level) {
    handle *h = (handle *)base;
    if (!h->disk) return SQLITE_OK;
    enter(h);
    if (!is_stale(h)) unlock_to(h, level);
    leave(h);
    return SQLITE_OK;
}

static int x_check_reserved(sqlite3_file *base, int *answer) {
    handle *h = (handle *)base;
    enter(h);
    *answer = h->disk && !is_stale(h) && h->file->reserved != NULL;
    leave(h);
    return SQLITE_OK;
}

// MARK: Shared memory

void shm_release(shared_memory *shm) {
    if (--shm->references) return;
    for (int i = 0; i < shm->regions; i++) free(shm->memory[i]);
    free(shm->memory);
    free(shm);
}

static int attach_shm(handle *h) {
    if (h->shm) return 1;
    if (!h->file->shm) {
        h->file->shm = calloc(1, sizeof(shared_memory));
        if (!h->file->shm) return 0;
        h->file->shm->references = 1;
    }
    h->shm = h->file->shm;
    h->shm->references++;
    return 1;
}

static int map_region(handle *h, int region, int size, int extends, void volatile **memory) {
    *memory = NULL;
    if (!attach_shm(h)) return SQLITE_IOERR_NOMEM;
    shared_memory *shm = h->shm;
    if (region >= shm->regions) {
        if (!extends) return SQLITE_OK;
        void **all = realloc(shm->memory, (size_t)(region + 1) * sizeof(void *));
        if (!all) return SQLITE_IOERR_NOMEM;
        shm->memory = all;
        while (shm->regions <= region) {
            if (!(all[shm->regions] = calloc(1, (size_t)size))) return SQLITE_IOERR_NOMEM;
            shm->regions++;
        }
    }
    *memory = shm->memory[region];
    return SQLITE_OK;
}

static int x_shm_map(sqlite3_file *base, int region, int size, int extends, void volatile **memory) {
    handle *h = (handle *)base;
    *memory = NULL;
    if (!h->disk) return SQLITE_IOERR_SHMMAP;
    enter(h);
    int fault = is_stale(h) ? FELTBOG_DISK_CRASH : disk_call(h->disk, FELTBOG_DISK_SHM);
    int result = fault ? SQLITE_IOERR_SHMMAP : map_region(h, region, size, extends, memory);
    leave(h);
    return result;
}

static void shm_unlock_slots(handle *h, int first, int count) {
    for (int slot = first; slot < first + count; slot++) {
        unsigned bit = 1u << slot;
        if (h->shm_read & bit) h->shm->readers[slot]--;
        if (h->shm_written & bit) h->shm->writer[slot] = NULL;
        h->shm_read &= ~bit;
        h->shm_written &= ~bit;
    }
}

static int shm_lock_slots(handle *h, int first, int count, int is_shared) {
    for (int slot = first; slot < first + count; slot++) {
        unsigned bit = 1u << slot;
        const void *writer = h->shm->writer[slot];
        int own = (h->shm_read & bit) != 0;
        if (writer && writer != h) return SQLITE_BUSY;
        if (!is_shared && h->shm->readers[slot] > own) return SQLITE_BUSY;
    }
    for (int slot = first; slot < first + count; slot++) {
        unsigned bit = 1u << slot;
        if (is_shared && !(h->shm_read & bit)) {
            h->shm->readers[slot]++;
            h->shm_read |= bit;
        } else if (!is_shared) {
            h->shm->writer[slot] = h;
            h->shm_written |= bit;
        }
    }
    return SQLITE_OK;
}

static int x_shm_lock(sqlite3_file *base, int first, int count, int flags) {
    handle *h = (handle *)base;
    int result = SQLITE_OK;
    enter(h);
    if (!h->shm) {
        result = SQLITE_IOERR_SHMLOCK;
    } else if (flags & SQLITE_SHM_UNLOCK) {
        shm_unlock_slots(h, first, count);
    } else if (is_stale(h) || disk_call(h->disk, FELTBOG_DISK_SHM)) {
        result = SQLITE_IOERR_SHMLOCK;
    } else {
        result = shm_lock_slots(h, first, count, (flags & SQLITE_SHM_SHARED) != 0);
    }
    leave(h);
    return result;
}

static void x_shm_barrier(sqlite3_file *base) {
    (void)base;
    __sync_synchronize();
}

/// Without connections there is no shared memory: the next one recovers it from the log.
static int x_shm_unmap(sqlite3_file *base, int deletes) {
    (void)deletes;
    handle *h = (handle *)base;
    enter(h);
    if (h->shm) {
        shm_unlock_slots(h, 0, SHM_SLOTS);
        if (h->file->shm == h->shm && h->shm->references == 2) {
            h->file->shm = NULL;
            shm_release(h->shm);
        }
        shm_release(h->shm);
        h->shm = NULL;
    }
    leave(h);
    return SQLITE_OK;
}

// MARK: Bytes

static int x_close(sqlite3_file *base) {
    handle *h = (handle *)base;
    x_shm_unmap(base, 0);
    feltbog_disk *disk = h->disk;
    enter(h);
    if (disk && !is_stale(h)) {
        unlock_to(h, SQLITE_LOCK_NONE);
        if (h->deletes_on_close && h->file->exists) disk_unlink(disk, h->file, 0);
    }
    disk_drop_file(h->file);
    leave(h);
    if (disk) disk_drop(disk);
    return SQLITE_OK;
}

static int x_read(sqlite3_file *base, void *bytes, int count, sqlite3_int64 at) {
    handle *h = (handle *)base;
    int result = SQLITE_OK;
    enter(h);
    if (h->disk && (is_stale(h) || disk_call(h->disk, FELTBOG_DISK_READ))) {
        result = SQLITE_IOERR_READ;
    } else {
        buffer *current = &h->file->current;
        int64_t there = current->count > at ? current->count - at : 0;
        if (there > count) there = count;
        if (there) memcpy(bytes, current->bytes + at, (size_t)there);
        if (there < count) {
            memset((char *)bytes + there, 0, (size_t)(count - there));
            result = SQLITE_IOERR_SHORT_READ;
        }
    }
    leave(h);
    return result;
}

static int x_write(sqlite3_file *base, const void *bytes, int count, sqlite3_int64 at) {
    handle *h = (handle *)base;
    enter(h);
    int result = !h->disk      ? disk_plain_write(h->file, bytes, count, at)
                 : is_stale(h) ? SQLITE_IOERR_WRITE
                               : disk_write(h->disk, h->file, bytes, count, at);
    leave(h);
    return result;
}

static int x_truncate(sqlite3_file *base, sqlite3_int64 count) {
    handle *h = (handle *)base;
    enter(h);
    int result = !h->disk      ? disk_plain_truncate(h->file, count)
                 : is_stale(h) ? SQLITE_IOERR_TRUNCATE
                               : disk_truncate(h->disk, h->file, count);
    leave(h);
    return result;
}

static int x_sync(sqlite3_file *base, int flags) {
    (void)flags;
    handle *h = (handle *)base;
    if (!h->disk) return SQLITE_OK;
    enter(h);
    int result = is_stale(h) ? SQLITE_IOERR_FSYNC : disk_sync(h->disk, h->file);
    leave(h);
    return result;
}

static int x_size(sqlite3_file *base, sqlite3_int64 *count) {
    handle *h = (handle *)base;
    enter(h);
    *count = h->file->current.count;
    int result = is_stale(h) || (h->disk && h->disk->is_down) ? SQLITE_IOERR_FSTAT : SQLITE_OK;
    leave(h);
    return result;
}

static int x_control(sqlite3_file *base, int operation, void *argument) {
    (void)base, (void)operation, (void)argument;
    return SQLITE_NOTFOUND;
}

static int x_sector_size(sqlite3_file *base) {
    (void)base;
    return 4096;
}

/// As the Unix VFS says it.
static int x_characteristics(sqlite3_file *base) {
    (void)base;
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = x_close,
    .xRead = x_read,
    .xWrite = x_write,
    .xTruncate = x_truncate,
    .xSync = x_sync,
    .xFileSize = x_size,
    .xLock = x_lock,
    .xUnlock = x_unlock,
    .xCheckReservedLock = x_check_reserved,
    .xFileControl = x_control,
    .xSectorSize = x_sector_size,
    .xDeviceCharacteristics = x_characteristics,
    .xShmMap = x_shm_map,
    .xShmLock = x_shm_lock,
    .xShmBarrier = x_shm_barrier,
    .xShmUnmap = x_shm_unmap,
};

// MARK: Names

static int open_loose(handle *h) {
    if (!(h->file = disk_loose_file())) return SQLITE_NOMEM;
    h->base.pMethods = &methods;
    return SQLITE_OK;
}

static int open_on_disk(handle *h, const char *path, int flags) {
    const char *name;
    int stale = 0;
    feltbog_disk *disk = disk_enter(path, &name, &stale);
    if (!disk) return SQLITE_CANTOPEN;
    int fault = stale ? FELTBOG_DISK_CRASH : disk_call(disk, FELTBOG_DISK_OPEN);
    int result = fault == FELTBOG_DISK_FULL ? SQLITE_FULL : fault ? SQLITE_CANTOPEN : SQLITE_OK;
    if (!fault) {
        h->file = flags & SQLITE_OPEN_CREATE ? disk_find_or_make(disk, name)
                                             : disk_find(disk, name);
        if (!h->file) result = SQLITE_CANTOPEN;
    }
    if (result == SQLITE_OK) {
        h->file->references++;
        h->disk = disk;
        h->process = disk->process;
        h->deletes_on_close = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
        h->base.pMethods = &methods;
        pthread_mutex_unlock(&disk->mutex);
        return SQLITE_OK;
    }
    disk_leave(disk);
    return result;
}

static int v_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out) {
    (void)vfs;
    if (path && !is_ours(path)) return platform->xOpen(platform, path, file, flags, out);
    handle *h = (handle *)file;
    memset(h, 0, sizeof *h);
    int result = path ? open_on_disk(h, path, flags) : open_loose(h);
    if (out && result == SQLITE_OK) *out = flags;
    return result;
}

static int v_delete(sqlite3_vfs *vfs, const char *path, int syncs) {
    (void)vfs;
    if (!is_ours(path)) return platform->xDelete(platform, path, syncs);
    const char *name;
    int stale = 0;
    feltbog_disk *disk = disk_enter(path, &name, &stale);
    if (!disk) return SQLITE_IOERR_DELETE;
    int result = SQLITE_IOERR_DELETE;
    if (!stale && !disk_call(disk, FELTBOG_DISK_DELETE)) {
        disk_file *file = disk_find(disk, name);
        if (file) disk_unlink(disk, file, syncs);
        result = file ? SQLITE_OK : SQLITE_IOERR_DELETE_NOENT;
    }
    disk_leave(disk);
    return result;
}

static int v_access(sqlite3_vfs *vfs, const char *path, int flags, int *answer) {
    (void)vfs;
    if (!is_ours(path)) return platform->xAccess(platform, path, flags, answer);
    const char *name;
    int stale = 0;
    *answer = 0;
    feltbog_disk *disk = disk_enter(path, &name, &stale);
    if (!disk) return SQLITE_OK;
    disk_file *file = stale ? NULL : disk_find(disk, name);
    // As the Unix VFS: an empty journal or log is none.
    *answer = file && (flags != SQLITE_ACCESS_EXISTS || file->current.count > 0);
    disk_leave(disk);
    return SQLITE_OK;
}

static int v_full_path(sqlite3_vfs *vfs, const char *path, int room, char *full) {
    (void)vfs;
    if (!is_ours(path)) return platform->xFullPathname(platform, path, room, full);
    if ((int)strlen(path) >= room) return SQLITE_CANTOPEN;
    strcpy(full, path);
    return SQLITE_OK;
}

// Everything else is the platform's, also for its own files: other tests may share this process.

static void *v_dl_open(sqlite3_vfs *vfs, const char *path) {
    (void)vfs;
    return platform->xDlOpen(platform, path);
}
static void v_dl_error(sqlite3_vfs *vfs, int count, char *text) {
    (void)vfs;
    platform->xDlError(platform, count, text);
}
static void (*v_dl_sym(sqlite3_vfs *vfs, void *library, const char *symbol))(void) {
    (void)vfs;
    return platform->xDlSym(platform, library, symbol);
}
static void v_dl_close(sqlite3_vfs *vfs, void *library) {
    (void)vfs;
    platform->xDlClose(platform, library);
}
static int v_randomness(sqlite3_vfs *vfs, int count, char *bytes) {
    (void)vfs;
    return platform->xRandomness(platform, count, bytes);
}
static int v_sleep(sqlite3_vfs *vfs, int microseconds) {
    (void)vfs;
    return platform->xSleep(platform, microseconds);
}
static int v_current_time(sqlite3_vfs *vfs, double *time) {
    (void)vfs;
    return platform->xCurrentTime(platform, time);
}
static int v_last_error(sqlite3_vfs *vfs, int count, char *text) {
    (void)vfs;
    return platform->xGetLastError(platform, count, text);
}
static int v_current_time_64(sqlite3_vfs *vfs, sqlite3_int64 *time) {
    (void)vfs;
    return platform->xCurrentTimeInt64(platform, time);
}

static sqlite3_vfs simulated = {
    .iVersion = 2,
    .mxPathname = 1024,
    .zName = "feltbog-disk",
    .xOpen = v_open,
    .xDelete = v_delete,
    .xAccess = v_access,
    .xFullPathname = v_full_path,
    .xDlOpen = v_dl_open,
    .xDlError = v_dl_error,
    .xDlSym = v_dl_sym,
    .xDlClose = v_dl_close,
    .xRandomness = v_randomness,
    .xSleep = v_sleep,
    .xCurrentTime = v_current_time,
    .xGetLastError = v_last_error,
    .xCurrentTimeInt64 = v_current_time_64,
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int registered;

static void register_once(void) {
    registered = sqlite3_initialize();
    platform = sqlite3_vfs_find(NULL);
    if (registered != SQLITE_OK || !platform) return;
    simulated.szOsFile = platform->szOsFile > (int)sizeof(handle) ? platform->szOsFile
                                                                   : (int)sizeof(handle);
    simulated.mxPathname = platform->mxPathname;
    registered = sqlite3_vfs_register(&simulated, 1);
}

int feltbog_disk_register(void) {
    pthread_once(&once, register_once);
    return platform ? registered : SQLITE_ERROR;
}
