#include "Disk.h"
#include <stdlib.h>
#include <string.h>

// MARK: Registry

static pthread_mutex_t registry_mutex = PTHREAD_MUTEX_INITIALIZER;
static feltbog_disk *registry;
static int64_t last_number;

feltbog_disk *feltbog_disk_make(uint64_t seed) {
    feltbog_disk *disk = calloc(1, sizeof *disk);
    if (!disk) return NULL;
    pthread_mutex_init(&disk->mutex, NULL);
    disk->references = 1;
    disk->process = 1;
    disk->random = seed;
    disk->capacity = -1;
    pthread_mutex_lock(&registry_mutex);
    disk->number = ++last_number;
    disk->next = registry;
    registry = disk;
    pthread_mutex_unlock(&registry_mutex);
    return disk;
}

void feltbog_disk_release(feltbog_disk *disk) {
    pthread_mutex_lock(&registry_mutex);
    for (feltbog_disk **place = &registry; *place; place = &(*place)->next) {
        if (*place != disk) continue;
        *place = disk->next;
        break;
    }
    pthread_mutex_unlock(&registry_mutex);
    pthread_mutex_lock(&disk->mutex);
    disk->process++;
    pthread_mutex_unlock(&disk->mutex);
    disk_drop(disk);
}

void disk_retain(feltbog_disk *disk) {
    pthread_mutex_lock(&registry_mutex);
    disk->references++;
    pthread_mutex_unlock(&registry_mutex);
}

static void free_files(feltbog_disk *disk) {
    while (disk->files) {
        disk_file *file = disk->files;
        disk->files = file->next;
        disk_drop_file(file);
    }
}

void disk_drop(feltbog_disk *disk) {
    pthread_mutex_lock(&registry_mutex);
    int left = --disk->references;
    pthread_mutex_unlock(&registry_mutex);
    if (left) return;
    free_files(disk);
    pthread_mutex_destroy(&disk->mutex);
    free(disk);
}

/// Reads a decimal number that ends in a slash; -1 when there is none.
static int64_t number_before_slash(const char **text) {
    int64_t number = 0;
    const char *at = *text;
    while (*at >= '0' && *at <= '9' && number < (INT64_C(1) << 50)) number = number * 10 + *at++ - '0';
    if (at == *text || *at != '/') return -1;
    *text = at + 1;
    return number;
}

feltbog_disk *disk_enter(const char *path, const char **name, int *is_stale) {
    *name = path + strlen(PREFIX);
    int64_t number = number_before_slash(name);
    int64_t process = number < 0 ? -1 : number_before_slash(name);
    if (process < 0) return NULL;
    pthread_mutex_lock(&registry_mutex);
    feltbog_disk *disk = registry;
    while (disk && disk->number != number) disk = disk->next;
    if (disk) disk->references++;
    pthread_mutex_unlock(&registry_mutex);
    if (!disk) return NULL;
    pthread_mutex_lock(&disk->mutex);
    *is_stale = process != disk->process;
    return disk;
}

void disk_leave(feltbog_disk *disk) {
    pthread_mutex_unlock(&disk->mutex);
    disk_drop(disk);
}

int64_t feltbog_disk_number(feltbog_disk *disk) { return disk->number; }

int64_t feltbog_disk_process(feltbog_disk *disk) {
    pthread_mutex_lock(&disk->mutex);
    int64_t process = disk->process;
    pthread_mutex_unlock(&disk->mutex);
    return process;
}

/// SplitMix64, as everywhere in a simulated world.
uint64_t disk_draw(feltbog_disk *disk) {
    uint64_t z = disk->random += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

// MARK: Buffers

/// Makes room for `count` bytes; what is new is zero.
static int buffer_resize(buffer *buffer, int64_t count) {
    if (count > buffer->capacity) {
        int64_t capacity = buffer->capacity ? buffer->capacity : 1024;
        while (capacity < count) capacity *= 2;
        unsigned char *bytes = realloc(buffer->bytes, (size_t)capacity);
        if (!bytes) return 0;
        buffer->bytes = bytes;
        buffer->capacity = capacity;
    }
    if (count > buffer->count)
        memset(buffer->bytes + buffer->count, 0, (size_t)(count - buffer->count));
    buffer->count = count;
    return 1;
}

static int buffer_write(buffer *buffer, const void *bytes, int64_t count, int64_t at) {
    if (at + count > buffer->count && !buffer_resize(buffer, at + count)) return 0;
    if (count) memcpy(buffer->bytes + at, bytes, (size_t)count);
    return 1;
}

static void buffer_free(buffer *buffer) {
    free(buffer->bytes);
    memset(buffer, 0, sizeof *buffer);
}

static int buffer_copy(buffer *buffer, const void *bytes, int64_t count) {
    return buffer_resize(buffer, count) && buffer_write(buffer, bytes, count, 0);
}

// MARK: Files

disk_file *disk_loose_file(void) {
    disk_file *file = calloc(1, sizeof *file);
    if (file) file->references = 1;
    return file;
}

void disk_drop_file(disk_file *file) {
    if (--file->references) return;
    buffer_free(&file->current);
    buffer_free(&file->durable);
    buffer_free(&file->written);
    free(file->writes);
    free(file->name);
    if (file->shm) shm_release(file->shm);
    free(file);
}

disk_file *disk_find(feltbog_disk *disk, const char *name) {
    disk_file *file = disk->files;
    while (file && (!file->exists || strcmp(file->name, name))) file = file->next;
    return file;
}

disk_file *disk_find_or_make(feltbog_disk *disk, const char *name) {
    disk_file *file = disk_find(disk, name);
    if (file || !(file = disk_loose_file())) return file;
    file->name = strdup(name);
    file->exists = 1;
    file->next = disk->files;
    disk->files = file;
    return file;
}

static void remove_from_list(feltbog_disk *disk, disk_file *file) {
    for (disk_file **place = &disk->files; *place; place = &(*place)->next) {
        if (*place != file) continue;
        *place = file->next;
        file->next = NULL;
        disk_drop_file(file);
        return;
    }
}

/// A deletion that is not durable may be undone by a power cut, unless the name is taken by then.
void disk_unlink(feltbog_disk *disk, disk_file *file, int is_durable) {
    file->exists = 0;
    if (is_durable || !file->is_durable) remove_from_list(disk, file);
}

int disk_plain_write(disk_file *file, const void *bytes, int64_t count, int64_t at) {
    return buffer_write(&file->current, bytes, count, at) ? SQLITE_OK : SQLITE_IOERR_NOMEM;
}

int disk_plain_truncate(disk_file *file, int64_t count) {
    return buffer_resize(&file->current, count) ? SQLITE_OK : SQLITE_IOERR_NOMEM;
}

/// Writes now, and notes it for the next sync or power cut.
static int write_and_note(disk_file *file, const void *bytes, int64_t count, int64_t at) {
    if (file->write_count == file->write_capacity) {
        int64_t capacity = file->write_capacity ? 2 * file->write_capacity : 16;
        pending_write *writes =
            realloc(file->writes, (size_t)capacity * sizeof(pending_write));
        if (!writes) return SQLITE_IOERR_NOMEM;
        file->writes = writes;
        file->write_capacity = capacity;
    }
    pending_write *note = &file->writes[file->write_count];
    *note = (pending_write){at, count, bytes ? file->written.count : -1};
    if (!bytes) {
        if (!buffer_resize(&file->current, at)) return SQLITE_IOERR_NOMEM;
    } else if (
        !buffer_write(&file->written, bytes, count, file->written.count)
        || !buffer_write(&file->current, bytes, count, at))
        return SQLITE_IOERR_NOMEM;
    file->write_count++;
    return SQLITE_OK;
}

static void forget_writes(disk_file *file) {
    file->write_count = 0;
    file->written.count = 0;
}

static int64_t space_used(feltbog_disk *disk) {
    int64_t sum = 0;
    for (disk_file *file = disk->files; file; file = file->next)
        if (file->exists) sum += file->current.count;
    return sum;
}

/// Each sector of a write for itself, by the draw of `odds` in four; all with 4, none with 0.
static int write_some(
    feltbog_disk *disk, disk_file *file, const unsigned char *bytes, int64_t count, int64_t at,
    unsigned odds, buffer *target
) {
    for (int64_t done = 0; done < count;) {
        int64_t part = SECTOR - (at + done) % SECTOR;
        if (part > count - done) part = count - done;
        if (disk_draw(disk) % 4 < odds) {
            int ok = target ? buffer_write(target, bytes + done, part, at + done)
                            : !write_and_note(file, bytes + done, part, at + done);
            if (!ok) return SQLITE_IOERR_NOMEM;
        }
        done += part;
    }
    return SQLITE_OK;
}

int disk_write(feltbog_disk *disk, disk_file *file, const void *bytes, int64_t count, int64_t at) {
    int fault = disk_call(disk, FELTBOG_DISK_WRITE);
    int64_t growth = at + count - file->current.count;
    if (fault == FELTBOG_DISK_NO_FAULT && disk->capacity >= 0 && growth > 0
        && space_used(disk) + growth > disk->capacity)
        return SQLITE_FULL;
    switch (fault) {
    case FELTBOG_DISK_NO_FAULT: return write_and_note(file, bytes, count, at);
    case FELTBOG_DISK_FULL: return SQLITE_FULL;
    case FELTBOG_DISK_SHORT: {
        int64_t sectors = (count + SECTOR - 1) / SECTOR;
        int64_t part = (int64_t)(disk_draw(disk) % (uint64_t)(sectors ? sectors : 1)) * SECTOR;
        if (part) write_and_note(file, bytes, part, at);
        return SQLITE_IOERR_WRITE;
    }
    case FELTBOG_DISK_TORN:
        write_some(disk, file, bytes, count, at, 2, NULL);
        return SQLITE_IOERR_WRITE;
    default: return SQLITE_IOERR_WRITE;
    }
}

/// The first sync of a new file syncs its folder too, as SQLite's Unix VFS does for journals and logs:
/// what was deleted before stays deleted.
static void forget_deleted(feltbog_disk *disk) {
    for (disk_file *file = disk->files, *next; file; file = next) {
        next = file->next;
        if (!file->exists) remove_from_list(disk, file);
    }
}

int disk_truncate(feltbog_disk *disk, disk_file *file, int64_t count) {
    if (disk_call(disk, FELTBOG_DISK_TRUNCATE)) return SQLITE_IOERR_TRUNCATE;
    return write_and_note(file, NULL, 0, count);
}

int disk_sync(feltbog_disk *disk, disk_file *file) {
    switch (disk_call(disk, FELTBOG_DISK_SYNC)) {
    case FELTBOG_DISK_NO_FAULT: break;
    case FELTBOG_DISK_LIE: return SQLITE_OK;
    case FELTBOG_DISK_DROPPED: forget_writes(file); return SQLITE_IOERR_FSYNC;
    case FELTBOG_DISK_FULL: return SQLITE_FULL;
    default: return SQLITE_IOERR_FSYNC;
    }
    for (int64_t i = 0; i < file->write_count; i++) {
        pending_write write = file->writes[i];
        int ok = write.data < 0
                     ? buffer_resize(&file->durable, write.offset)
                     : buffer_write(
                         &file->durable, file->written.bytes + write.data, write.count,
                         write.offset);
        if (!ok) return SQLITE_IOERR_NOMEM;
    }
    forget_writes(file);
    if (!file->is_durable) forget_deleted(disk);
    file->is_durable = 1;
    return SQLITE_OK;
}

// MARK: Faults

int disk_call(feltbog_disk *disk, int kind) {
    if (disk->is_down) return FELTBOG_DISK_CRASH;
    disk->calls[kind]++;
    if (disk->is_held) return FELTBOG_DISK_NO_FAULT;
    if (disk->plan_fault && (disk->plan_kinds >> kind & 1)) {
        if (disk->plan_left > 0) disk->plan_left--;
        if (disk->plan_left == 0) {
            int fault = disk->plan_fault;
            if (!disk->plan_repeats) disk->plan_fault = FELTBOG_DISK_NO_FAULT;
            if (fault == FELTBOG_DISK_CRASH || fault == FELTBOG_DISK_TORN) disk->is_down = 1;
            disk->faults++;
            return fault;
        }
    }
    if (disk->in_a_million[kind] && disk_draw(disk) % 1000000 < disk->in_a_million[kind]) {
        disk->faults++;
        return kind == FELTBOG_DISK_SYNC ? FELTBOG_DISK_DROPPED : FELTBOG_DISK_ERROR;
    }
    return FELTBOG_DISK_NO_FAULT;
}

void feltbog_disk_plan(feltbog_disk *disk, uint32_t kinds, int64_t nth, int fault, int repeats) {
    pthread_mutex_lock(&disk->mutex);
    disk->plan_kinds = kinds;
    disk->plan_left = nth > 0 ? nth : 1;
    disk->plan_fault = fault;
    disk->plan_repeats = repeats;
    pthread_mutex_unlock(&disk->mutex);
}

void feltbog_disk_plan_chance(feltbog_disk *disk, int kind, uint32_t in_a_million) {
    pthread_mutex_lock(&disk->mutex);
    if (kind >= 0 && kind < FELTBOG_DISK_KINDS) disk->in_a_million[kind] = in_a_million;
    pthread_mutex_unlock(&disk->mutex);
}

static void heal(feltbog_disk *disk) {
    disk->plan_fault = FELTBOG_DISK_NO_FAULT;
    memset(disk->in_a_million, 0, sizeof disk->in_a_million);
    disk->capacity = -1;
}

void feltbog_disk_heal(feltbog_disk *disk) {
    pthread_mutex_lock(&disk->mutex);
    heal(disk);
    pthread_mutex_unlock(&disk->mutex);
}

void feltbog_disk_hold(feltbog_disk *disk, int is_held) {
    pthread_mutex_lock(&disk->mutex);
    disk->is_held = is_held;
    pthread_mutex_unlock(&disk->mutex);
}

void feltbog_disk_set_capacity(feltbog_disk *disk, int64_t bytes) {
    pthread_mutex_lock(&disk->mutex);
    disk->capacity = bytes;
    pthread_mutex_unlock(&disk->mutex);
}

int feltbog_disk_flip(feltbog_disk *disk, const char *name, int64_t offset, int bit) {
    pthread_mutex_lock(&disk->mutex);
    disk_file *file = disk_find(disk, name);
    int found = file && offset >= 0 && offset < file->current.count;
    if (found) file->current.bytes[offset] ^= (unsigned char)(1 << (bit & 7));
    if (found && offset < file->durable.count)
        file->durable.bytes[offset] ^= (unsigned char)(1 << (bit & 7));
    pthread_mutex_unlock(&disk->mutex);
    return found;
}

int64_t feltbog_disk_calls(feltbog_disk *disk, int kind) {
    pthread_mutex_lock(&disk->mutex);
    int64_t calls = kind >= 0 && kind < FELTBOG_DISK_KINDS ? disk->calls[kind] : 0;
    pthread_mutex_unlock(&disk->mutex);
    return calls;
}

int64_t feltbog_disk_faults(feltbog_disk *disk) {
    pthread_mutex_lock(&disk->mutex);
    int64_t faults = disk->faults;
    pthread_mutex_unlock(&disk->mutex);
    return faults;
}

int feltbog_disk_is_down(feltbog_disk *disk) {
    pthread_mutex_lock(&disk->mutex);
    int is_down = disk->is_down;
    pthread_mutex_unlock(&disk->mutex);
    return is_down;
}

int64_t feltbog_disk_size(feltbog_disk *disk, const char *name, int durable) {
    pthread_mutex_lock(&disk->mutex);
    disk_file *file = disk_find(disk, name);
    int64_t size = !file ? -1 : durable ? file->durable.count : file->current.count;
    pthread_mutex_unlock(&disk->mutex);
    return size;
}

// MARK: Restarts and copies

/// What a power cut leaves of a file: some, all or none of what was written since its last sync.
static void cut_power(feltbog_disk *disk, disk_file *file) {
    unsigned odds = (unsigned[]){0, 1, 2, 3, 4}[disk_draw(disk) % 5];
    if (!file->exists || !file->is_durable) file->exists = disk_draw(disk) & 1;
    for (int64_t i = 0; i < file->write_count; i++) {
        pending_write write = file->writes[i];
        if (write.data >= 0) {
            write_some(
                disk, file, file->written.bytes + write.data, write.count, write.offset, odds,
                &file->durable);
        } else if (disk_draw(disk) % 4 < odds) {
            buffer_resize(&file->durable, write.offset);
        }
    }
    forget_writes(file);
    buffer_copy(&file->current, file->durable.bytes, file->durable.count);
    file->is_durable = 1;
}

static void end_process(feltbog_disk *disk) {
    disk->process++;
    disk->is_down = 0;
    for (disk_file *file = disk->files; file; file = file->next) {
        file->readers = 0;
        file->reserved = file->waiting = file->exclusive = file->holder = NULL;
        if (file->shm) shm_release(file->shm);
        file->shm = NULL;
    }
}

void feltbog_disk_restart(feltbog_disk *disk, int power) {
    pthread_mutex_lock(&disk->mutex);
    end_process(disk);
    if (power) {
        for (disk_file *file = disk->files, *next; file; file = next) {
            next = file->next;
            int is_deleted = !file->exists;
            if (is_deleted && disk_find(disk, file->name)) {
                remove_from_list(disk, file);
                continue;
            }
            cut_power(disk, file);
            if (!file->exists) remove_from_list(disk, file);
        }
    }
    pthread_mutex_unlock(&disk->mutex);
}

static disk_file *copy_file(disk_file *file) {
    disk_file *copy = disk_loose_file();
    if (!copy) return NULL;
    copy->name = strdup(file->name);
    copy->exists = file->exists;
    copy->is_durable = file->is_durable;
    buffer_copy(&copy->current, file->current.bytes, file->current.count);
    buffer_copy(&copy->durable, file->durable.bytes, file->durable.count);
    buffer_copy(&copy->written, file->written.bytes, file->written.count);
    if (file->write_count) {
        size_t size = (size_t)file->write_count * sizeof(pending_write);
        copy->writes = malloc(size);
        if (copy->writes) memcpy(copy->writes, file->writes, size);
        copy->write_count = copy->write_capacity = copy->writes ? file->write_count : 0;
    }
    return copy;
}

void feltbog_disk_assign(feltbog_disk *disk, feltbog_disk *other) {
    disk_file *files = NULL, **last = &files;
    pthread_mutex_lock(&other->mutex);
    for (disk_file *file = other->files; file; file = file->next) {
        disk_file *copy = copy_file(file);
        if (!copy) break;
        *last = copy;
        last = &copy->next;
    }
    pthread_mutex_unlock(&other->mutex);
    pthread_mutex_lock(&disk->mutex);
    end_process(disk);
    free_files(disk);
    disk->files = files;
    pthread_mutex_unlock(&disk->mutex);
}

int feltbog_disk_take(
    feltbog_disk *disk, const char *new_name, feltbog_disk *other, const char *name
) {
    pthread_mutex_lock(&other->mutex);
    disk_file *file = disk_find(other, name);
    disk_file *copy = file ? copy_file(file) : NULL;
    pthread_mutex_unlock(&other->mutex);
    if (!copy) return 0;
    free(copy->name);
    copy->name = strdup(new_name);
    buffer_copy(&copy->durable, copy->current.bytes, copy->current.count);
    forget_writes(copy);
    copy->is_durable = 1;
    pthread_mutex_lock(&disk->mutex);
    disk_file *old = disk_find(disk, new_name);
    if (old) disk_unlink(disk, old, 1);
    copy->next = disk->files;
    disk->files = copy;
    pthread_mutex_unlock(&disk->mutex);
    return 1;
}

// MARK: Small files

/// Enters the disk of a path for one call that may fail. `NULL`, with a result, when it does.
static feltbog_disk *enter_call(const char *path, int kind, const char **name, int *result) {
    int is_stale = 0;
    feltbog_disk *disk = disk_enter(path, name, &is_stale);
    *result = -SQLITE_IOERR;
    if (!disk) return NULL;
    int fault = is_stale ? FELTBOG_DISK_CRASH : kind < 0 ? 0 : disk_call(disk, kind);
    if (!fault) return disk;
    if (fault == FELTBOG_DISK_FULL) *result = -SQLITE_FULL;
    disk_leave(disk);
    return NULL;
}

int feltbog_disk_exists(const char *path) {
    const char *name;
    int result;
    feltbog_disk *disk = enter_call(path, -1, &name, &result);
    if (!disk) return 0;
    result = disk_find(disk, name) != NULL;
    disk_leave(disk);
    return result;
}

int feltbog_disk_create(const char *path) {
    const char *name;
    int result;
    feltbog_disk *disk = enter_call(path, FELTBOG_DISK_OPEN, &name, &result);
    if (!disk) return result;
    result = disk_find_or_make(disk, name) ? 0 : -SQLITE_NOMEM;
    disk_leave(disk);
    return result;
}

int feltbog_disk_replace(const char *path, const void *bytes, size_t count) {
    const char *name;
    int result;
    feltbog_disk *disk = enter_call(path, FELTBOG_DISK_WRITE, &name, &result);
    if (!disk) return result;
    disk_file *file = disk_find_or_make(disk, name);
    result = -SQLITE_NOMEM;
    if (file && !write_and_note(file, NULL, 0, 0)
        && !write_and_note(file, bytes, (int64_t)count, 0))
        result = 0;
    disk_leave(disk);
    return result;
}

int64_t feltbog_disk_get(const char *path, void *bytes, size_t count) {
    const char *name;
    int result;
    feltbog_disk *disk = enter_call(path, FELTBOG_DISK_READ, &name, &result);
    if (!disk) return result;
    disk_file *file = disk_find(disk, name);
    int64_t read = -SQLITE_CANTOPEN;
    if (file) {
        read = file->current.count < (int64_t)count ? file->current.count : (int64_t)count;
        if (read) memcpy(bytes, file->current.bytes, (size_t)read);
    }
    disk_leave(disk);
    return read;
}

int feltbog_disk_delete(const char *path) {
    const char *name;
    int result;
    feltbog_disk *disk = enter_call(path, FELTBOG_DISK_DELETE, &name, &result);
    if (!disk) return result;
    disk_file *file = disk_find(disk, name);
    if (file) disk_unlink(disk, file, 0);
    disk_leave(disk);
    return 0;
}

int feltbog_disk_lock(const char *path, const void *owner) {
    const char *name;
    int result;
    feltbog_disk *disk = enter_call(path, FELTBOG_DISK_LOCK, &name, &result);
    if (!disk) return result;
    disk_file *file = disk_find_or_make(disk, name);
    result = -SQLITE_BUSY;
    if (file && (!file->holder || file->holder == owner)) {
        file->holder = owner;
        result = 0;
    }
    disk_leave(disk);
    return result;
}

void feltbog_disk_unlock(const char *path, const void *owner) {
    const char *name;
    int result;
    feltbog_disk *disk = enter_call(path, -1, &name, &result);
    if (!disk) return;
    disk_file *file = disk_find(disk, name);
    if (file && file->holder == owner) file->holder = NULL;
    disk_leave(disk);
}
