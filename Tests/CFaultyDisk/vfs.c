#include "disk.h"
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

/* What SQLite asks of the system beside open files: names, chance, the clock. */

static sqlite3_vfs *unix_vfs;

/* ---- The thread's chance and clock */

static _Thread_local bool has_world;
static _Thread_local uint64_t world_random;
static _Thread_local int64_t world_time;

void faulty_disk_begin_world(uint64_t seed, int64_t unix_milliseconds) {
    has_world = true;
    world_random = seed;
    world_time = unix_milliseconds;
    sqlite3_randomness(0, NULL);
}

void faulty_disk_set_time(int64_t unix_milliseconds) { world_time = unix_milliseconds; }

void faulty_disk_end_world(void) { has_world = false; }

static int vfs_randomness(sqlite3_vfs *vfs, int count, char *out) {
    (void)vfs;
    if (!has_world) return unix_vfs->xRandomness(unix_vfs, count, out);
    for (int i = 0; i < count; i++) out[i] = (char)faulty_random(&world_random);
    return count;
}

static int vfs_sleep(sqlite3_vfs *vfs, int microseconds) {
    (void)vfs;
    return has_world ? microseconds : unix_vfs->xSleep(unix_vfs, microseconds);
}

static int vfs_time(sqlite3_vfs *vfs, sqlite3_int64 *out) {
    (void)vfs;
    if (!has_world) return unix_vfs->xCurrentTimeInt64(unix_vfs, out);
    *out = 210866760000000 + world_time;  /* 1970 in milliseconds of Julian days */
    return SQLITE_OK;
}

static int vfs_days(sqlite3_vfs *vfs, double *out) {
    sqlite3_int64 milliseconds = 0;
    int code = vfs_time(vfs, &milliseconds);
    *out = (double)milliseconds / 86400000.0;
    return code;
}

/* ---- Names */

static int kind_of(int flags) {
    if (flags & SQLITE_OPEN_MAIN_DB) return FAULTY_DISK_DATABASE;
    if (flags & SQLITE_OPEN_WAL) return FAULTY_DISK_LOG;
    if (flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL)) return FAULTY_DISK_JOURNAL;
    return 0;
}

/* The name, after somebody who does not ask us may have put another file there. NULL without memory. */
static struct name *look(struct faulty_disk *disk, const char *path, const struct stat *facts, int kind) {
    struct name *name = faulty_name(disk, path);
    if (name == NULL) return NULL;
    struct node *node = faulty_name_node(name);
    bool is_same = node == NULL ? facts == NULL
                                : facts != NULL && node->inode == facts->st_ino && node->device == facts->st_dev;
    if (name->count > 0 && is_same) return name;
    node = NULL;
    if (facts != NULL) {
        node = faulty_node(disk, kind);
        if (node == NULL) return NULL;
        node->inode = facts->st_ino;
        node->device = facts->st_dev;
        node->size = facts->st_size;
    }
    faulty_name_is(disk, name, node);
    faulty_name_forget(name, name->count - 1);
    return name;
}

static int open_file(struct faulty_disk *disk, const char *path, struct handle *file, int kind, int flags, int *out) {
    struct stat before, facts;
    bool existed = stat(path, &before) == 0;
    file->disk = disk;
    file->below = (sqlite3_file *)(file + 1);
    file->path = path;
    file->folder = faulty_folder_length(path);
    file->process = disk->current;
    if (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) {
        struct handle *database = (struct handle *)sqlite3_database_file_object(path);
        if (database->base.pMethods == &faulty_methods) {
            file->process = database->process;
            if (database->is_dead) return SQLITE_IOERR;
        }
    }
    if (disk->processes[file->process].is_dead) return SQLITE_IOERR;
    struct name *name = look(disk, path, existed ? &before : NULL, kind);
    if (name == NULL) return SQLITE_NOMEM;
    int code = unix_vfs->xOpen(unix_vfs, path, file->below, flags, out);
    if (code == SQLITE_OK && stat(path, &facts) != 0) code = SQLITE_CANTOPEN;
    struct node *node = faulty_name_node(name);
    if (code == SQLITE_OK && node == NULL) {
        node = faulty_node(disk, kind);
        if (node == NULL) {
            code = SQLITE_NOMEM;
        } else {
            faulty_name_is(disk, name, node);
            /* Where nobody ever syncs the folder, the system does at last. */
            if (name->count > 16) faulty_name_forget(name, name->count - 1);
            node->inode = facts.st_ino;
            node->device = facts.st_dev;
        }
    }
    if (code != SQLITE_OK) {
        if (file->below->pMethods != NULL) file->below->pMethods->xClose(file->below);
        return code;
    }
    if (node->size != facts.st_size) faulty_node_unmirror(node);
    node->size = facts.st_size;
    node->references++;
    file->node = node;
    file->syncs_folder = kind != FAULTY_DISK_DATABASE && flags & SQLITE_OPEN_CREATE;
    file->next = disk->handles;
    disk->handles = file;
    disk->counts.opens++;
    file->base.pMethods = &faulty_methods;
    return SQLITE_OK;
}

static int vfs_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags, int *out) {
    (void)vfs;
    int kind = path == NULL || flags & SQLITE_OPEN_DELETEONCLOSE ? 0 : kind_of(flags);
    struct faulty_disk *disk = kind == 0 ? NULL : faulty_disk_of(path);
    if (disk == NULL) return unix_vfs->xOpen(unix_vfs, path, base, flags, out);
    memset(base, 0, sizeof(struct handle) + (size_t)unix_vfs->szOsFile);
    int code = open_file(disk, path, (struct handle *)base, kind, flags, out);
    pthread_mutex_unlock(&disk->mutex);
    return code;
}

static int delete_file(struct faulty_disk *disk, const char *path, int syncs_folder) {
    int process = faulty_last_disk == disk ? faulty_last_process : disk->current;
    size_t length = strlen(path);
    int kind = length > 4 && strcmp(path + length - 4, "-wal") == 0 ? FAULTY_DISK_LOG : FAULTY_DISK_JOURNAL;
    disk->counts.deletions++;
    if (disk->processes[process].is_dead) return SQLITE_IOERR_DELETE;
    if (faulty_kills(disk, process)) {
        faulty_disk_die(disk, process);
        return SQLITE_IOERR_DELETE;
    }
    if (faulty_strikes(disk, FAULTY_DISK_DELETE, kind)) return SQLITE_IOERR_DELETE;
    struct stat facts;
    bool exists = stat(path, &facts) == 0;
    struct name *name = look(disk, path, exists ? &facts : NULL, kind);
    if (name == NULL) return SQLITE_NOMEM;
    struct node *node = faulty_name_node(name);
    if (node != NULL) node->descriptor = open(path, O_RDWR | O_CLOEXEC);
    int code = unix_vfs->xDelete(unix_vfs, path, 0);
    if (code != SQLITE_OK) return code;
    faulty_name_is(disk, name, NULL);
    if (syncs_folder) faulty_folder_sync(disk, path, name->folder);
    return SQLITE_OK;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *path, int syncs_folder) {
    (void)vfs;
    struct faulty_disk *disk = faulty_disk_of(path);
    if (disk == NULL) return unix_vfs->xDelete(unix_vfs, path, syncs_folder);
    int code = delete_file(disk, path, syncs_folder);
    pthread_mutex_unlock(&disk->mutex);
    return code;
}

int faulty_disk_install(void) {
    static pthread_mutex_t once = PTHREAD_MUTEX_INITIALIZER;
    static sqlite3_vfs own;
    static int code = -1;
    pthread_mutex_lock(&once);
    if (code < 0) {
        /* As the product wants it, and can only be said before SQLite's first use. */
        sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
        unix_vfs = sqlite3_vfs_find("unix");
        if (unix_vfs == NULL) {
            code = SQLITE_ERROR;
        } else {
            own = *unix_vfs;
            own.pNext = NULL;
            own.zName = "usher-faulty-disk";
            own.szOsFile = (int)sizeof(struct handle) + unix_vfs->szOsFile;
            own.xOpen = vfs_open;
            own.xDelete = vfs_delete;
            own.xRandomness = vfs_randomness;
            own.xSleep = vfs_sleep;
            own.xCurrentTime = vfs_days;
            own.xCurrentTimeInt64 = vfs_time;
            code = sqlite3_vfs_register(&own, 1);
        }
    }
    pthread_mutex_unlock(&once);
    return code;
}
