#define _GNU_SOURCE
#include "faulty.h"
#include <errno.h>
#include <sys/socket.h>

/* The calls on TCP sockets of either end. What comes over the line and what goes is also in files.c: read, write, writev. */

static bool is_network(int domain, int type) { return (domain == AF_INET || domain == AF_INET6) && (type & 0xF) == SOCK_STREAM; }

int socket(int domain, int type, int protocol) {
    enum place place = is_network(domain, type) ? PLACE_SOCKET : PLACE_ELSEWHERE;
    struct fate fate = faulty_decide((struct asked){.call = CALL_SOCKET, .place = place});
    if (fate.fault == FAULT_FAIL) return errno = fate.error, -1;
    int descriptor = (int)syscall(SYS_socket, domain, type, protocol);
    faulty_after(fate);
    if (descriptor >= 0) faulty_note(descriptor, place);
    return descriptor;
}

int connect(int descriptor, const struct sockaddr *address, socklen_t length) {
    struct fate fate = faulty_decide((struct asked){.call = CALL_CONNECT, .place = faulty_place(descriptor)});
    if (fate.fault == FAULT_FAIL) return errno = fate.error, -1;
    int result = (int)syscall(SYS_connect, descriptor, address, length);
    faulty_after(fate);
    return result;
}

int accept4(int descriptor, struct sockaddr *address, socklen_t *length, int flags) {
    enum place place = faulty_place(descriptor);
    struct asked asked = {.call = CALL_ACCEPT, .place = place};
    asked.is_patient = place == PLACE_SOCKET && faulty_is_patient(descriptor, 0);
    struct fate fate = faulty_decide(asked);
    if (fate.fault == FAULT_FAIL) {
        if (fate.error == ECONNABORTED) {
            /* Who called is gone. */
            long gone = syscall(SYS_accept4, descriptor, NULL, NULL, flags);
            if (gone < 0) return -1;
            syscall(SYS_close, gone);
        }
        return errno = fate.error, -1;
    }
    int connection = (int)syscall(SYS_accept4, descriptor, address, length, flags);
    faulty_after(fate);
    if (connection >= 0) faulty_note(connection, place);
    return connection;
}

int accept(int descriptor, struct sockaddr *address, socklen_t *length) { return accept4(descriptor, address, length, 0); }

static bool begun(enum call call, int descriptor, int flags, size_t *count, struct fate *fate) {
    enum place place = faulty_place(descriptor);
    struct asked asked = {.call = call, .place = place, .count = *count};
    asked.is_patient = place == PLACE_SOCKET && faulty_is_patient(descriptor, flags);
    *fate = faulty_decide(asked);
    if (fate->fault == FAULT_SHORT) *count = fate->count;
    if (fate->fault != FAULT_FAIL) return true;
    /* After a failure the connection is gone for both. */
    if (fate->error != EAGAIN && fate->error != EINTR) syscall(SYS_shutdown, descriptor, SHUT_RDWR);
    errno = fate->error;
    return false;
}

ssize_t sendto(
    int descriptor, const void *octets, size_t count, int flags, const struct sockaddr *to, socklen_t length) {
    struct fate fate;
    if (!begun(CALL_SEND, descriptor, flags, &count, &fate)) return -1;
    ssize_t result = syscall(SYS_sendto, descriptor, octets, count, flags, to, length);
    faulty_after(fate);
    return result;
}

ssize_t recvfrom(
    int descriptor, void *restrict into, size_t count, int flags, struct sockaddr *restrict from, socklen_t *restrict length) {
    struct fate fate;
    if (!begun(CALL_RECEIVE, descriptor, flags, &count, &fate)) return -1;
    ssize_t result = syscall(SYS_recvfrom, descriptor, into, count, flags, from, length);
    faulty_after(fate);
    return result;
}

ssize_t send(int descriptor, const void *octets, size_t count, int flags) {
    return sendto(descriptor, octets, count, flags, NULL, 0);
}

ssize_t recv(int descriptor, void *into, size_t count, int flags) {
    return recvfrom(descriptor, into, count, flags, NULL, NULL);
}

/* What a compiler makes of recv where it knows the room. */
ssize_t __recv_chk(int descriptor, void *into, size_t count, size_t room, int flags);
ssize_t __recv_chk(int descriptor, void *into, size_t count, size_t room, int flags) {
    return recv(descriptor, into, count < room ? count : room, flags);
}
