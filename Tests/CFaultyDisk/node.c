#include "disk.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Files: what they hold, what of it is not durable, and what their names mean. */

/* Where more is unsynced than this, the system has written it back by itself. */
static const size_t write_back = 64u << 20;

struct node *faulty_node(struct faulty_disk *disk, int kind) {
    struct node *node = calloc(1, sizeof *node);
    if (node == NULL) return NULL;
    node->number = ++disk->nodes;
    node->kind = kind;
    node->descriptor = -1;
    return node;
}

void faulty_node_release(struct node *node) {
    if (node == NULL || --node->references > 0) return;
    if (node->descriptor >= 0) close(node->descriptor);
    faulty_shm_detach(node);
    faulty_node_unmirror(node);
    free(node->changes);
    free(node->images);
    free(node);
}

void faulty_node_unmirror(struct node *node) {
    free(node->mirror);
    node->mirror = NULL;
    node->mirrored = 0;
}

static int read_all(struct handle *file, unsigned char *out, int64_t amount, int64_t offset) {
    for (int64_t done = 0; done < amount;) {
        int count = amount - done > 1 << 30 ? 1 << 30 : (int)(amount - done);
        int code = file->below->pMethods->xRead(file->below, out + done, count, offset + done);
        if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ) return code;
        done += count;
    }
    return SQLITE_OK;
}

/* Begins a mirror where there should be one. It is only about time: without memory there is none. */
static void mirror(struct handle *file) {
    struct node *node = file->node;
    if (node->mirror != NULL || node->kind == FAULTY_DISK_DATABASE) return;
    size_t room = (size_t)node->size + (1u << 16);
    unsigned char *octets = malloc(room);
    if (octets == NULL) return;
    if (read_all(file, octets, node->size, 0) != SQLITE_OK) {
        free(octets);
        return;
    }
    node->mirror = octets;
    node->mirrored = room;
}

/* What was written to the file goes into its mirror, before the node has its new size. Nothing written is zeros. */
void faulty_node_written(struct node *node, const void *octets, int64_t amount, int64_t offset) {
    if (node->mirror == NULL) return;
    size_t end = (size_t)(offset + amount);
    if (end > node->mirrored) {
        size_t room = node->mirrored * 2 > end ? node->mirrored * 2 : end;
        unsigned char *larger = realloc(node->mirror, room);
        if (larger == NULL) {
            faulty_node_unmirror(node);
            return;
        }
        node->mirror = larger;
        node->mirrored = room;
    }
    if (offset > node->size) memset(node->mirror + node->size, 0, (size_t)(offset - node->size));
    if (octets == NULL) memset(node->mirror + offset, 0, (size_t)amount);
    else memcpy(node->mirror + offset, octets, (size_t)amount);
}

/* Everything in it is durable. */
void faulty_node_settle(struct node *node) {
    node->count = 0;
    node->used = 0;
    if (node->capacity > 4u << 20) {
        free(node->images);
        node->images = NULL;
        node->capacity = 0;
    }
}

/* Keeps what lies where a write or truncation is about to be made. */
int faulty_node_change(struct handle *file, int64_t offset, int64_t end, bool truncates) {
    struct node *node = file->node;
    if (node->used > write_back) faulty_node_settle(node);
    if (node->count == node->room) {
        size_t room = node->room == 0 ? 64 : node->room * 2;
        struct change *changes = realloc(node->changes, room * sizeof *changes);
        if (changes == NULL) return SQLITE_IOERR_NOMEM;
        node->changes = changes;
        node->room = room;
    }
    int64_t start = offset & ~(int64_t)(SECTOR - 1);
    int64_t until = (end + SECTOR - 1) & ~(int64_t)(SECTOR - 1);
    if (until > node->size) until = node->size;
    int64_t had = until > start ? until - start : 0;
    if (node->used + (size_t)had > node->capacity) {
        size_t capacity = node->capacity == 0 ? 1u << 16 : node->capacity;
        while (capacity < node->used + (size_t)had) capacity *= 2;
        unsigned char *images = realloc(node->images, capacity);
        if (images == NULL) return SQLITE_IOERR_NOMEM;
        node->images = images;
        node->capacity = capacity;
    }
    mirror(file);
    if (had > 0 && node->mirror != NULL) {
        memcpy(node->images + node->used, node->mirror + start, (size_t)had);
    } else {
        int code = read_all(file, node->images + node->used, had, start);
        if (code != SQLITE_OK) return code;
    }
    node->changes[node->count++] = (struct change){
        .number = ++file->disk->number, .offset = offset, .end = end, .start = start, .had = had,
        .image = node->used, .size = node->size, .truncates = truncates};
    node->used += (size_t)had;
    return SQLITE_OK;
}

size_t faulty_folder_length(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash == NULL ? 0 : (size_t)(slash - path) + 1;
}

/* The name, known from now on; NULL without memory. */
struct name *faulty_name(struct faulty_disk *disk, const char *path) {
    for (struct name *name = disk->names; name != NULL; name = name->next) {
        if (strcmp(name->path, path) == 0) return name;
    }
    struct name *name = calloc(1, sizeof *name + strlen(path) + 1);
    if (name == NULL) return NULL;
    name->folder = faulty_folder_length(path);
    memcpy(name->path, path, strlen(path) + 1);
    name->next = disk->names;
    disk->names = name;
    return name;
}

struct node *faulty_name_node(const struct name *name) {
    return name->count == 0 ? NULL : name->versions[name->count - 1].node;
}

/* The name means this now. What it meant first, it has always meant. */
void faulty_name_is(struct faulty_disk *disk, struct name *name, struct node *node) {
    struct version *versions = realloc(name->versions, (name->count + 1) * sizeof *versions);
    if (versions == NULL) return;
    name->versions = versions;
    versions[name->count++] = (struct version){.number = ++disk->number, .node = node};
    if (node != NULL) node->references++;
}

/* Of what the name meant only one is left: what it means. */
void faulty_name_forget(struct name *name, size_t kept) {
    if (name->count == 0) return;
    struct version version = name->versions[kept];
    for (size_t i = 0; i < name->count; i++) {
        if (i != kept) faulty_node_release(name->versions[i].node);
    }
    name->versions[0] = version;
    name->count = 1;
}

/* The names of a folder are durable, those that are gone as well. */
void faulty_folder_sync(struct faulty_disk *disk, const char *path, size_t length) {
    for (struct name *name = disk->names; name != NULL; name = name->next) {
        if (name->folder == length && name->count > 1 && memcmp(name->path, path, length) == 0) {
            faulty_name_forget(name, name->count - 1);
        }
    }
}
