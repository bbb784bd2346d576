// What SQLite alone takes for the rows that `usher enqueue CAMPAIGN --from rows.csv` adds: the same tables, indexes, foreign keys
// and settings, 300 rows a transaction, every commit on the disk. No parsing, no decisions, no addresses to check.
//
//   cc -O2 -o insert-loop insert-loop.c -lsqlite3
//   insert-loop DATABASE rows.csv CAMPAIGN
//
// DATABASE is a copy of one that usher made and that knows the campaign; it stays behind, for comparing. rows.csv has the columns
// address,name,package,city,bound_before and no quotes. It prints: rows=N milliseconds=M
#define _GNU_SOURCE
#include <sqlite3.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROWS_IN_TRANSACTION = 300, FIELDS = 5 };

static sqlite3 *database;
static int64_t moment;

static void die(const char *what) {
    fprintf(stderr, "insert-loop: %s: %s\n", what, database ? sqlite3_errmsg(database) : "");
    exit(1);
}

static void execute(const char *sql) {
    if (sqlite3_exec(database, sql, NULL, NULL, NULL) != SQLITE_OK) die(sql);
}

static sqlite3_stmt *prepare(const char *sql) {
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK) die(sql);
    return statement;
}

// Binds by `types`, i for a number and s for a text, and runs the statement; the new row's number.
static int64_t run(sqlite3_stmt *statement, const char *types, ...) {
    va_list values;
    va_start(values, types);
    for (int i = 0; types[i]; i++) {
        if (types[i] == 'i') {
            sqlite3_bind_int64(statement, i + 1, va_arg(values, int64_t));
        } else {
            sqlite3_bind_text(statement, i + 1, va_arg(values, const char *), -1, SQLITE_STATIC);
        }
    }
    va_end(values);
    if (sqlite3_step(statement) != SQLITE_DONE) die(sqlite3_sql(statement));
    sqlite3_reset(statement);
    return sqlite3_last_insert_rowid(database);
}

static int64_t number(const char *sql, const char *name) {
    sqlite3_stmt *statement = prepare(sql);
    sqlite3_bind_text(statement, 1, name, -1, SQLITE_STATIC);
    if (sqlite3_step(statement) != SQLITE_ROW) die(sql);
    int64_t value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return value;
}

static char *read_all(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) die(path);
    fseek(file, 0, SEEK_END);
    size_t size = (size_t)ftell(file);
    rewind(file);
    char *text = malloc(size + 1);
    if (!text || fread(text, 1, size, file) != size) die(path);
    text[size] = 0;
    fclose(file);
    return text;
}

static double milliseconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

int main(int argc, char **argv) {
    if (argc != 4) {
        fprintf(stderr, "usage: insert-loop DATABASE rows.csv CAMPAIGN\n");
        return 64;
    }
    char *rest = read_all(argv[2]);
    strsep(&rest, "\n");
    double started = milliseconds();
    if (sqlite3_open(argv[1], &database) != SQLITE_OK) die(argv[1]);
    execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -8000;"
            "PRAGMA temp_store = MEMORY");
    struct timespec clock;
    clock_gettime(CLOCK_REALTIME, &clock);
    moment = (int64_t)clock.tv_sec * 1000 + clock.tv_nsec / 1000000;
    char day[11];
    strftime(day, sizeof day, "%Y-%m-%d", gmtime(&clock.tv_sec));
    int64_t campaign = number("SELECT id FROM campaigns WHERE name = ?", argv[3]);
    int64_t step = number("SELECT min(id) FROM steps WHERE campaign = (SELECT id FROM campaigns WHERE name = ?)", argv[3]);

    sqlite3_stmt *contact = prepare(
        "INSERT INTO contacts (address, address_key, name, attributes, stage, marketing, marketing_basis, marketing_said_at,"
        " created_at) VALUES (?, ?, ?, ?, 'subscribe', 'agreed', 'stated by the operator', ?, ?)");
    sqlite3_stmt *consent = prepare(
        "INSERT INTO consents (contact, entry, kind, said, basis, wording, source, said_at)"
        " VALUES (?, 1, 'marketing', 'agreed', 'stated by the operator', 'measuring', 'usher enqueue', ?)");
    sqlite3_stmt *transition = prepare(
        "INSERT INTO transitions (contact, to_stage, at, cause, cause_data) VALUES (?, 'subscribe', ?, 'entered', ?)");
    sqlite3_stmt *enrollment = prepare(
        "INSERT INTO enrollments (contact, campaign, \"key\", state, entered_at, anchor_at, started_at)"
        " VALUES (?, ?, '', 'active', ?, ?, ?)");
    sqlite3_stmt *delivery = prepare(
        "INSERT INTO deliveries (contact, enrollment, step, kind, state, anchor_at, created_at)"
        " VALUES (?, ?, ?, 'marketing', 'open', ?, ?)");
    sqlite3_stmt *queue = prepare("INSERT INTO queue (stream, due_at, delivery) VALUES (0, ?, ?)");
    sqlite3_stmt *counter = prepare(
        "INSERT INTO counters (day, what, campaign, step, count) VALUES (?, 'entered', ?, 0, ?)"
        " ON CONFLICT (day, what, campaign, step) DO UPDATE SET count = counters.count + excluded.count");
    sqlite3_stmt *arrow = prepare(
        "INSERT INTO arrows (day, from_stage, to_stage, campaign, kind, count) VALUES (?, '', 'subscribe', 0, 'entered', ?)"
        " ON CONFLICT (day, from_stage, to_stage, campaign, kind) DO UPDATE SET count = arrows.count + excluded.count");
    sqlite3_stmt *tally = prepare(
        "INSERT INTO tallies (what, campaign, count) VALUES (?, ?, ?)"
        " ON CONFLICT (what, campaign) DO UPDATE SET count = tallies.count + excluded.count");

    char entered_what[64];
    snprintf(entered_what, sizeof entered_what, "{\"campaign\":\"%lld\"}", (long long)campaign);
    int64_t rows = 0, waiting = 0;
    char *line;
    while ((line = strsep(&rest, "\n"))) {
        if (*line) {
            char *fields[FIELDS], attributes[256];
            for (int i = 0; i < FIELDS; i++)
                if (!(fields[i] = strsep(&line, ","))) die("a row with too few fields");
            snprintf(attributes, sizeof attributes, "{\"bound_before\":%s,\"city\":\"%s\",\"package\":\"%s\"}",
                     strcmp(fields[4], "yes") ? "false" : "true", fields[3], fields[2]);
            if (waiting++ == 0) execute("BEGIN IMMEDIATE");
            int64_t person = run(contact, "ssssii", fields[0], fields[0], fields[1], attributes, moment, moment);
            run(consent, "ii", person, moment);
            run(transition, "iis", person, moment, entered_what);
            int64_t entered = run(enrollment, "iiiii", person, campaign, moment, moment, moment);
            run(queue, "ii", moment, run(delivery, "iiiii", person, entered, step, moment, moment));
            rows++;
        }
        if (waiting == ROWS_IN_TRANSACTION || (!rest && waiting > 0)) {
            run(counter, "sii", day, campaign, waiting);
            run(arrow, "si", day, waiting);
            run(tally, "sii", "contacts", (int64_t)0, waiting);
            run(tally, "sii", "at subscribe", (int64_t)0, waiting);
            run(tally, "sii", "enrollments", campaign, waiting);
            execute("COMMIT");
            waiting = 0;
        }
    }
    sqlite3_stmt *all[] = {contact, consent, transition, enrollment, delivery, queue, counter, arrow, tally};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) sqlite3_finalize(all[i]);
    if (sqlite3_close(database) != SQLITE_OK) die("close");
    printf("rows=%lld milliseconds=%.1f\n", (long long)rows, milliseconds() - started);
    return 0;
}
