#pragma once
#include <sqlite3.h>

/* sqlite3_config is variadic, which Swift cannot call. SQLITE_MISUSE once SQLite is in use; then everything stays as it is. */
static inline int usher_sqlite_count_no_memory(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
