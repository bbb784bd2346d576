// A mail relay at a distance: an SMTP server on 127.0.0.1 that takes every message and keeps none, and sends each reply a
// while after it READ the command. Commands that came in one write are answered together, as a far server's answers arrive.
//
//   cc -O2 -o distant-relay distant-relay.c
//   distant-relay [--port N] [--delay MS] [--dot-delay MS] [--hang-first] [--refuse-every N] [--report-at N]
//
//   --port N          0 (default) takes a free one; the first line of output says which
//   --delay MS        before every reply but the dot's, the greeting's too (20)
//   --dot-delay MS    before the reply to the final dot (50)
//   --hang-first      the first connection that sends MAIL is never answered again
//   --refuse-every N  550 5.1.1 to each Nth RCPT
//   --report-at N     prints the report when N messages were accepted, besides at the end
//
// The report is one line: messages, octets, connections, refusals, milliseconds from the first to the last accepted message.
// It ends at SIGTERM or SIGINT.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTIONS = 1024, PENDING = 256, LINE = 1024 };

enum reply_kind { GREETING, EHLO, OK, DATA, ACCEPTED, REFUSED, NOBODY, BYE, UNKNOWN };

static const char *const reply_text[] = {
    [GREETING] = "220 distant.example ESMTP\r\n",
    [EHLO] = "250-distant.example\r\n250-PIPELINING\r\n250-SIZE 20000000\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES\r\n",
    [OK] = "250 2.0.0 Ok\r\n",
    [DATA] = "354 End data with <CR><LF>.<CR><LF>\r\n",
    [ACCEPTED] = "250 2.0.0 Ok: queued\r\n",
    [REFUSED] = "550 5.1.1 No such person here\r\n",
    [NOBODY] = "503 5.5.1 Error: need RCPT command\r\n",
    [BYE] = "221 2.0.0 Bye\r\n",
    [UNKNOWN] = "500 5.5.2 Error\r\n",
};

struct pending {
    uint64_t due;
    enum reply_kind kind;
};

struct connection {
    int fd;
    int heap_place;              // -1: no reply is due
    struct pending ring[PENDING];  // replies in order; due times never fall
    unsigned first, count;
    uint64_t last_due;
    char line[LINE];
    size_t length;
    int in_data;                 // reading a body
    int dot_state;               // how much of CR LF . CR LF was seen, counted from a line's start
    int has_recipient;
    int hangs;
};

static struct connection connections[CONNECTIONS];
static struct connection *heap[CONNECTIONS];
static int heap_size;

static uint64_t delay = 20000000, dot_delay = 50000000;
static int hang_first;
static long refuse_every, report_at;
static long messages, octets, opened, refusals, recipients;
static uint64_t first_accepted, last_accepted;
static int epoll_fd, timer_fd;

static void die(const char *what) {
    perror(what);
    exit(1);
}

static uint64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void report(void) {
    printf("messages=%ld octets=%ld connections=%ld refusals=%ld milliseconds=%.1f\n", messages, octets, opened, refusals,
           (double)(last_accepted - first_accepted) / 1e6);
    fflush(stdout);
}

// A binary heap of the connections that have replies waiting, by the due time of the first.

static uint64_t due_of(const struct connection *c) { return c->ring[c->first].due; }

static void place(struct connection *c, int at) {
    heap[at] = c;
    c->heap_place = at;
}

static void sift_up(int at) {
    struct connection *c = heap[at];
    while (at > 0 && due_of(heap[(at - 1) / 2]) > due_of(c)) {
        place(heap[(at - 1) / 2], at);
        at = (at - 1) / 2;
    }
    place(c, at);
}

static void sift_down(int at) {
    struct connection *c = heap[at];
    for (;;) {
        int child = 2 * at + 1;
        if (child >= heap_size) break;
        if (child + 1 < heap_size && due_of(heap[child + 1]) < due_of(heap[child])) child++;
        if (due_of(heap[child]) >= due_of(c)) break;
        place(heap[child], at);
        at = child;
    }
    place(c, at);
}

static void heap_remove(struct connection *c) {
    int at = c->heap_place;
    c->heap_place = -1;
    if (at < 0) return;
    struct connection *last = heap[--heap_size];
    if (last == c) return;
    place(last, at);
    sift_up(at);
    sift_down(last->heap_place);
}

static void hang_up(struct connection *c) {
    heap_remove(c);
    close(c->fd);
    c->fd = -1;
}

static void answer(struct connection *c, enum reply_kind kind, uint64_t read_at) {
    if (c->hangs) return;
    if (c->count == PENDING) {
        hang_up(c);
        return;
    }
    uint64_t due = read_at + (kind == ACCEPTED ? dot_delay : delay);
    if (due < c->last_due) due = c->last_due;
    c->last_due = due;
    c->ring[(c->first + c->count++) % PENDING] = (struct pending){due, kind};
    if (c->heap_place < 0) {
        place(c, heap_size++);
        sift_up(c->heap_place);
    }
}

static void command(struct connection *c, uint64_t read_at) {
    const char *line = c->line;
    if (!strncasecmp(line, "MAIL", 4)) {
        if (hang_first) {
            hang_first = 0;
            c->hangs = 1;
        }
        c->has_recipient = 0;
        answer(c, OK, read_at);
    } else if (!strncasecmp(line, "RCPT", 4)) {
        if (refuse_every > 0 && ++recipients % refuse_every == 0) {
            refusals++;
            answer(c, REFUSED, read_at);
        } else {
            c->has_recipient = 1;
            answer(c, OK, read_at);
        }
    } else if (!strncasecmp(line, "DATA", 4)) {
        if (!c->has_recipient) {
            answer(c, NOBODY, read_at);
            return;
        }
        answer(c, DATA, read_at);
        c->in_data = 1;
        c->dot_state = 2;
    } else if (!strncasecmp(line, "EHLO", 4)) {
        answer(c, EHLO, read_at);
    } else if (!strncasecmp(line, "HELO", 4) || !strncasecmp(line, "NOOP", 4)) {
        answer(c, OK, read_at);
    } else if (!strncasecmp(line, "RSET", 4)) {
        c->has_recipient = 0;
        answer(c, OK, read_at);
    } else if (!strncasecmp(line, "QUIT", 4)) {
        answer(c, BYE, read_at);
    } else {
        answer(c, UNKNOWN, read_at);
    }
}

// Returns how many octets belong to the body; ends it at CR LF . CR LF.
static size_t body(struct connection *c, const char *from, size_t length, uint64_t read_at) {
    size_t i = 0;
    while (i < length) {
        if (c->dot_state == 0) {
            const char *cr = memchr(from + i, '\r', length - i);
            if (!cr) return length;
            i = (size_t)(cr - from) + 1;
            c->dot_state = 1;
            continue;
        }
        static const char end[] = "\r\n.\r\n";
        char octet = from[i++];
        if (octet == end[c->dot_state]) {
            if (++c->dot_state == 5) {
                c->in_data = 0;
                c->has_recipient = 0;
                answer(c, ACCEPTED, read_at);
                return i;
            }
        } else {
            c->dot_state = octet == '\r';
        }
    }
    return length;
}

static void take(struct connection *c, const char *from, size_t length, uint64_t read_at) {
    while (length > 0 && c->fd >= 0) {
        if (c->in_data) {
            size_t used = body(c, from, length, read_at);
            octets += (long)used;
            from += used;
            length -= used;
            continue;
        }
        const char *end = memchr(from, '\n', length);
        size_t used = end ? (size_t)(end - from) + 1 : length;
        if (c->length + used >= LINE) {
            hang_up(c);
            return;
        }
        memcpy(c->line + c->length, from, used);
        c->length += used;
        from += used;
        length -= used;
        if (end) {
            c->line[c->length] = 0;
            c->length = 0;
            command(c, read_at);
        }
    }
}

static void readable(struct connection *c) {
    static char buffer[256 * 1024];
    ssize_t count = recv(c->fd, buffer, sizeof buffer, 0);
    if (count > 0) {
        take(c, buffer, (size_t)count, now());
    } else if (count == 0 || (errno != EAGAIN && errno != EINTR)) {
        hang_up(c);
    }
}

// Sends what is due on a connection in one write.
static void send_due(struct connection *c, uint64_t moment) {
    char out[4096];
    size_t length = 0;
    int ends = 0;
    while (c->count > 0 && due_of(c) <= moment && length < sizeof out - 256) {
        enum reply_kind kind = c->ring[c->first].kind;
        size_t size = strlen(reply_text[kind]);
        memcpy(out + length, reply_text[kind], size);
        length += size;
        ends |= kind == BYE;
        if (kind == ACCEPTED) {
            last_accepted = moment;
            if (messages++ == 0) first_accepted = moment;
            if (messages == report_at) report();
        }
        c->first = (c->first + 1) % PENDING;
        c->count--;
    }
    if (send(c->fd, out, length, MSG_NOSIGNAL) != (ssize_t)length || ends) {
        hang_up(c);
    } else if (c->count == 0) {
        heap_remove(c);
    } else {
        sift_down(c->heap_place);
    }
}

static void send_all_due(void) {
    uint64_t moment = now();
    while (heap_size > 0 && due_of(heap[0]) <= moment) send_due(heap[0], moment);
    struct itimerspec next = {0};
    if (heap_size > 0) {
        uint64_t due = due_of(heap[0]);
        next.it_value.tv_sec = (time_t)(due / 1000000000u);
        next.it_value.tv_nsec = (long)(due % 1000000000u);
    }
    timerfd_settime(timer_fd, TFD_TIMER_ABSTIME, &next, NULL);
}

static void accept_all(int listener) {
    int fd;
    while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
        struct connection *c = NULL;
        for (int i = 0; i < CONNECTIONS && !c; i++)
            if (connections[i].fd < 0) c = &connections[i];
        if (!c) {
            close(fd);
            continue;
        }
        memset(c, 0, sizeof *c);
        c->fd = fd;
        c->heap_place = -1;
        int one = 1;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
        if (epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event)) die("epoll_ctl");
        opened++;
        answer(c, GREETING, now());
    }
}

static int listen_on(int port) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), one = 1;
    if (fd < 0) die("socket");
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(fd, (struct sockaddr *)&address, sizeof address) || listen(fd, 1024)) die("listen");
    socklen_t size = sizeof address;
    getsockname(fd, (struct sockaddr *)&address, &size);
    printf("port=%d\n", ntohs(address.sin_port));
    fflush(stdout);
    return fd;
}

static void watch(int fd, void *what) {
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = what};
    if (epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event)) die("epoll_ctl");
}

int main(int argc, char **argv) {
    int port = 0, option;
    static const struct option options[] = {
        {"port", 1, 0, 'p'},       {"delay", 1, 0, 'd'},        {"dot-delay", 1, 0, 'D'}, {"hang-first", 0, 0, 'h'},
        {"refuse-every", 1, 0, 'r'}, {"report-at", 1, 0, 'n'}, {0},
    };
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        switch (option) {
        case 'p': port = atoi(optarg); break;
        case 'd': delay = (uint64_t)(atof(optarg) * 1e6); break;
        case 'D': dot_delay = (uint64_t)(atof(optarg) * 1e6); break;
        case 'h': hang_first = 1; break;
        case 'r': refuse_every = atol(optarg); break;
        case 'n': report_at = atol(optarg); break;
        default: fprintf(stderr, "see the first lines of distant-relay.c\n"); return 64;
        }
    }
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGINT);
    sigprocmask(SIG_BLOCK, &ending, NULL);
    for (int i = 0; i < CONNECTIONS; i++) connections[i].fd = -1;
    epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    timer_fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    int signal_fd = signalfd(-1, &ending, SFD_CLOEXEC), listener = listen_on(port);
    watch(listener, &listener);
    watch(timer_fd, &timer_fd);
    watch(signal_fd, &signal_fd);
    for (;;) {
        struct epoll_event events[128];
        int count = epoll_wait(epoll_fd, events, 128, -1);
        for (int i = 0; i < count; i++) {
            void *what = events[i].data.ptr;
            if (what == &signal_fd) {
                report();
                return 0;
            } else if (what == &listener) {
                accept_all(listener);
            } else if (what == &timer_fd) {
                uint64_t expirations;
                if (read(timer_fd, &expirations, sizeof expirations) < 0 && errno != EAGAIN) die("timerfd");
            } else if (((struct connection *)what)->fd >= 0) {
                readable(what);
            }
        }
        send_all_due();
    }
}
