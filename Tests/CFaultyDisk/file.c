#include "disk.h"
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What SQLite does with an open file, with one stop on its way to the system. */

_Thread_local const struct faulty_disk *faulty_last_disk;
_Thread_local int faulty_last_process;

/* ---- Trouble */

static inline struct handle *enter(sqlite3_file *base) {
    struct handle *file = (struct handle *)base;
    pthread_mutex_lock(&file->disk->mutex);
    faulty_last_disk = file->disk;
    faulty_last_process = file->process;
    return file;
}

static int leave(struct handle *file, int code) {
    pthread_mutex_unlock(&file->disk->mutex);
    return code;
}

bool faulty_strikes(struct faulty_disk *disk, enum faulty_disk_kind kind, int files) {
    struct trouble *trouble = &disk->troubles[kind];
    if (trouble->times == 0 || (trouble->files & files) == 0) return false;
    if (trouble->after > 0) {
        trouble->after--;
        return false;
    }
    if (trouble->times > 0) trouble->times--;
    return true;
}

void faulty_takes_long(struct faulty_disk *disk, enum faulty_disk_kind kind, int files) {
    struct slowness *slow = &disk->slow[kind];
    if (slow->times == 0 || (slow->files & files) == 0) return;
    if (slow->times > 0) slow->times--;
    disk->counts.slow++;
    slow->passes(slow->context, slow->nanoseconds);
}

/* True when this is the call that the process does not outlive. */
bool faulty_kills(struct faulty_disk *disk, int process) {
    struct process *one = &disk->processes[process];
    return one->calls > 0 && --one->calls == 0;
}

/* What a write of a dying process does: nothing, some sectors, some octets, or all of it. */
static int last_octets(struct faulty_disk *disk, int amount) {
    uint64_t chance = faulty_random(&disk->random);
    int some = (int)((chance >> 8) % ((uint64_t)amount + 1));
    switch (chance % 4) {
    case 0: return 0;
    case 1: return some;
    case 2: return some & ~(SECTOR - 1);
    default: return amount;
    }
}

static int64_t folder_octets(const char *path, size_t length) {
    char *folder = strndup(path, length);
    DIR *entries = folder == NULL ? NULL : opendir(folder);
    int64_t sum = 0;
    if (entries != NULL) {
        struct dirent *entry;
        while ((entry = readdir(entries)) != NULL) {
            struct stat facts;
            if (fstatat(dirfd(entries), entry->d_name, &facts, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(facts.st_mode)) {
                sum += facts.st_size;
            }
        }
        closedir(entries);
    }
    free(folder);
    return sum;
}

/* How many octets of a write there is room for. */
static int octets_that_fit(struct handle *file, int amount, int64_t offset) {
    struct faulty_disk *disk = file->disk;
    int64_t end = offset + amount;
    if (disk->limit < 0 || end <= file->node->size) return amount;
    int64_t over = folder_octets(file->path, file->folder) + end - file->node->size - disk->limit;
    if (over <= 0) return amount;
    int64_t longer = end - file->node->size;
    if (over > longer) over = longer;
    return over >= amount ? 0 : amount - (int)over;
}

/* ---- Files */

static int file_close(sqlite3_file *base) {
    struct handle *file = enter(base);
    struct faulty_disk *disk = file->disk;
    faulty_shm_close(file);
    int code = file->below->pMethods->xClose(file->below);
    bool is_used = false;
    for (struct handle *other = disk->handles; other != NULL; other = other->next) {
        is_used = is_used || (other != file && other->node == file->node);
    }
    if (!is_used) faulty_node_unmirror(file->node);
    for (struct handle **one = &disk->handles; *one != NULL; one = &(*one)->next) {
        if (*one == file) {
            *one = file->next;
            break;
        }
    }
    faulty_node_release(file->node);
    bool is_last = !disk->is_watched && disk->handles == NULL;
    pthread_mutex_unlock(&disk->mutex);
    if (is_last) faulty_disk_forget(disk);
    return code;
}

static int file_read(sqlite3_file *base, void *out, int amount, sqlite3_int64 offset) {
    struct handle *file = enter(base);
    file->disk->counts.reads++;
    if (!file->is_dead) faulty_takes_long(file->disk, FAULTY_DISK_READ, file->node->kind);
    if (file->is_dead || faulty_strikes(file->disk, FAULTY_DISK_READ, file->node->kind)) {
        return leave(file, SQLITE_IOERR_READ);
    }
    file->disk->counts.octets_read += amount;
    const struct node *node = file->node;
    if (node->mirror != NULL && offset + amount <= node->size) {
        memcpy(out, node->mirror + offset, (size_t)amount);
        return leave(file, SQLITE_OK);
    }
    return leave(file, file->below->pMethods->xRead(file->below, out, amount, offset));
}

static int put(struct handle *file, const void *octets, int amount, int64_t offset) {
    if (amount == 0) return SQLITE_OK;
    int64_t end = offset + amount;
    if (file->disk->is_watched) {
        int code = faulty_node_change(file, offset, end, false);
        if (code != SQLITE_OK) return code;
    }
    int code = file->below->pMethods->xWrite(file->below, octets, amount, offset);
    if (code != SQLITE_OK) {
        faulty_node_unmirror(file->node);
        return code;
    }
    faulty_node_written(file->node, octets, amount, offset);
    if (end > file->node->size) file->node->size = end;
    file->disk->counts.octets_written += amount;
    return code;
}

static int file_write(sqlite3_file *base, const void *octets, int amount, sqlite3_int64 offset) {
    struct handle *file = enter(base);
    struct faulty_disk *disk = file->disk;
    disk->counts.writes++;
    if (file->is_dead) return leave(file, SQLITE_IOERR_WRITE);
    faulty_takes_long(disk, FAULTY_DISK_WRITE, file->node->kind);
    if (faulty_kills(disk, file->process)) {
        put(file, octets, last_octets(disk, amount), offset);
        faulty_disk_die(disk, file->process);
        return leave(file, SQLITE_IOERR_WRITE);
    }
    if (faulty_strikes(disk, FAULTY_DISK_WRITE, file->node->kind)) return leave(file, SQLITE_IOERR_WRITE);
    int fitting = octets_that_fit(file, amount, offset);
    int code = put(file, octets, fitting, offset);
    return leave(file, code == SQLITE_OK && fitting < amount ? SQLITE_FULL : code);
}

static int file_truncate(sqlite3_file *base, sqlite3_int64 size) {
    struct handle *file = enter(base);
    struct faulty_disk *disk = file->disk;
    disk->counts.truncations++;
    if (file->is_dead) return leave(file, SQLITE_IOERR_TRUNCATE);
    faulty_takes_long(disk, FAULTY_DISK_TRUNCATE, file->node->kind);
    if (faulty_kills(disk, file->process)) {
        faulty_disk_die(disk, file->process);
        return leave(file, SQLITE_IOERR_TRUNCATE);
    }
    if (faulty_strikes(disk, FAULTY_DISK_TRUNCATE, file->node->kind)) return leave(file, SQLITE_IOERR_TRUNCATE);
    int64_t before = file->node->size;
    if (disk->is_watched && size != before) {
        int code = faulty_node_change(file, size, size > before ? size : before, true);
        if (code != SQLITE_OK) return leave(file, code);
    }
    int code = file->below->pMethods->xTruncate(file->below, size);
    if (code != SQLITE_OK) return leave(file, code);
    if (size > before) faulty_node_written(file->node, NULL, size - before, before);
    file->node->size = size;
    return leave(file, code);
}

static int file_sync(sqlite3_file *base, int flags) {
    struct handle *file = enter(base);
    struct faulty_disk *disk = file->disk;
    struct node *node = file->node;
    (void)flags;
    disk->counts.syncs++;
    if (file->is_dead) return leave(file, SQLITE_IOERR_FSYNC);
    faulty_takes_long(disk, FAULTY_DISK_SYNC, node->kind);
    if (faulty_kills(disk, file->process)) {
        faulty_disk_die(disk, file->process);
        return leave(file, SQLITE_IOERR_FSYNC);
    }
    if (faulty_strikes(disk, FAULTY_DISK_SYNC, node->kind)) return leave(file, SQLITE_IOERR_FSYNC);
    for (size_t i = 0; i < node->count; i++) {
        if (!node->changes[i].truncates) disk->counts.octets_synced += node->changes[i].end - node->changes[i].offset;
    }
    faulty_node_settle(node);
    if (file->syncs_folder) {
        faulty_folder_sync(disk, file->path, file->folder);
        file->syncs_folder = false;
    }
    return leave(file, SQLITE_OK);
}

static int file_size(sqlite3_file *base, sqlite3_int64 *out) {
    struct handle *file = enter(base);
    if (file->is_dead) return leave(file, SQLITE_IOERR_FSTAT);
    return leave(file, file->below->pMethods->xFileSize(file->below, out));
}

static int file_lock(sqlite3_file *base, int level) {
    struct handle *file = enter(base);
    if (file->is_dead) return leave(file, SQLITE_IOERR_LOCK);
    return leave(file, file->below->pMethods->xLock(file->below, level));
}

static int file_unlock(sqlite3_file *base, int level) {
    struct handle *file = enter(base);
    return leave(file, file->below->pMethods->xUnlock(file->below, level));
}

static int file_reserved(sqlite3_file *base, int *out) {
    struct handle *file = enter(base);
    if (file->is_dead) return leave(file, SQLITE_IOERR_CHECKRESERVEDLOCK);
    return leave(file, file->below->pMethods->xCheckReservedLock(file->below, out));
}

static int file_control(sqlite3_file *base, int operation, void *argument) {
    /* Mapped files would be written to behind our back. */
    if (operation == SQLITE_FCNTL_MMAP_SIZE) return SQLITE_NOTFOUND;
    struct handle *file = enter(base);
    return leave(file, file->below->pMethods->xFileControl(file->below, operation, argument));
}

static int file_sector(sqlite3_file *base) {
    struct handle *file = (struct handle *)base;
    return file->below->pMethods->xSectorSize(file->below);
}

static int file_traits(sqlite3_file *base) {
    struct handle *file = (struct handle *)base;
    return file->below->pMethods->xDeviceCharacteristics(file->below);
}

const sqlite3_io_methods faulty_methods = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_traits,
    .xShmMap = faulty_shm_map,
    .xShmLock = faulty_shm_lock,
    .xShmBarrier = faulty_shm_barrier,
    .xShmUnmap = faulty_shm_unmap,
};
