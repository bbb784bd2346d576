#pragma once
#include "CFaultyIO.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What is wrapped. Calls of one name are counted together, whatever their variant (pread64, write and writev). */
enum call {
    CALL_OPEN, CALL_READ, CALL_WRITE, CALL_SYNC, CALL_TRUNCATE, CALL_RENAME, CALL_UNLINK, CALL_CLOSE,
    CALL_SOCKET, CALL_CONNECT, CALL_ACCEPT, CALL_SEND, CALL_RECEIVE, CALLS
};

/* What a descriptor or a path is. */
enum place { PLACE_ELSEWHERE, PLACE_FILE, PLACE_DATABASE, PLACE_LOG, PLACE_FOLDER, PLACE_SOCKET };

enum fault { FAULT_NONE, FAULT_FAIL, FAULT_SHORT, FAULT_KILL_AFTER };

/* What happens to one call. */
struct fate {
    enum fault fault;
    int error;     /* of FAULT_FAIL */
    size_t count;  /* of FAULT_SHORT: how much is done, less than was asked for and at least 1 */
};

/* What the call is like that is to be decided about. */
struct asked {
    enum call call;
    enum place place;
    size_t count;       /* octets; 0 where there are none */
    bool creates;       /* an open that may make the file */
    bool is_patient;    /* a socket that waits: EAGAIN would be a lie */
};

/* Decides, notes it in the log, waits, and does not return where the process is killed before the call. */
struct fate faulty_decide(struct asked asked);
/* To be called after the call took effect: kills for FAULT_KILL_AFTER. */
void faulty_after(struct fate fate);

enum place faulty_place_of_path(const char *path);
enum place faulty_place(int descriptor);
void faulty_note(int descriptor, enum place place);
bool faulty_is_patient(int descriptor, int flags);

void faulty_log(const char *call, enum place place, const char *what, uint64_t number);
uint64_t faulty_random(uint64_t of);
