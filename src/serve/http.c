#include "serve/http.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "serve/access.h"
#include "serve/listen.h"
#include "serve/metrics.h"
#include "serve/site.h"

/*
 * What a request line and its headers may take; libmicrohttpd wipes it after
 * each request, so it isn't larger than it must be.
 */
#define HEAD_MAX (20 << 10)
/* A body this many times its limit isn't even read to its end. */
#define PATIENCE 4
/* A request may take so many timeouts to come, a reply to go. */
#define COME 2
#define GO   8

/* A connection; its times are read by the thread that cuts off the slow. */
struct peer {
    struct peer *next, **before;
    int fd;
    time_t until; /* it must have got on by then */
    char address[INET6_ADDRSTRLEN];
};

/* One thread's. */
struct worker {
    struct worker *next;
    struct site *site;
    struct arena arena; /* the request's */
};

struct server {
    str store;
    const struct conf *conf;
    struct metrics metrics;
    struct access *access;
    pthread_mutex_t lock; /* of the three lists */
    struct peer *peer;
    struct worker *worker, *spare;
    atomic_uint_fast64_t busy; /* requests not yet wholly answered */
};

static struct server server;
static _Thread_local struct worker *my_worker;

/* A request on its way in. */
struct inbox {
    char *target;
    struct buf body;
    size_t dropped; /* bytes beyond the limit */
    bool begun;
};

/* ---- workers ------------------------------------------------------------ */

static struct worker *open_worker(struct err *err)
{
    struct site *site =
        site_open(server.store, server.conf, &server.metrics, err);
    if (site == NULL)
        return NULL;
    struct worker *worker = mem_alloc(sizeof(*worker));
    *worker = (struct worker){.site = site};
    site_prepare(site);
    return worker;
}

static void keep(struct worker **list, struct worker *worker)
{
    pthread_mutex_lock(&server.lock);
    worker->next = *list;
    *list = worker;
    pthread_mutex_unlock(&server.lock);
}

/* One of those that wait for a thread; null when there is none. */
static struct worker *take_spare(void)
{
    pthread_mutex_lock(&server.lock);
    struct worker *worker = server.spare;
    if (worker)
        server.spare = worker->next;
    pthread_mutex_unlock(&server.lock);
    return worker;
}

static struct worker *find_worker(void)
{
    struct err err = {0};
    if (my_worker)
        return my_worker;
    my_worker = take_spare();
    if (my_worker == NULL)
        my_worker = open_worker(&err);
    if (my_worker == NULL)
        log_warn("%s", err.text);
    else
        keep(&server.worker, my_worker);
    return my_worker;
}

/* Before anybody asks: who asks first waits no longer than others. */
static bool open_spares(unsigned n, struct err *err)
{
    for (unsigned i = 0; i < n; i++) {
        struct worker *worker = open_worker(err);
        if (worker == NULL)
            return false;
        keep(&server.spare, worker);
    }
    return true;
}

static void close_workers(struct worker **list)
{
    while (*list) {
        struct worker *gone = *list;
        *list = gone->next;
        site_close(&gone->site);
        arena_close(&gone->arena);
        free(gone);
    }
}

/* ---- peers -------------------------------------------------------------- */

static time_t seconds(void)
{
    return (time_t)(metrics_now() / 1000000000u);
}

static struct peer *peer_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

static void name_peer(struct peer *peer, struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    if (info == NULL)
        return;
    const struct sockaddr *at = info->client_addr;
    const void *bytes =
        at->sa_family == AF_INET6
            ? (const void *)&((const struct sockaddr_in6 *)(const void *)at)
                  ->sin6_addr
            : (const void *)&((const struct sockaddr_in *)(const void *)at)
                  ->sin_addr;
    inet_ntop(at->sa_family, bytes, peer->address, sizeof(peer->address));
}

static struct peer *add_peer(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    struct peer *peer = mem_alloc(sizeof(*peer));
    *peer = (struct peer){.fd = info->connect_fd};
    peer->until = seconds() + COME * (time_t)server.conf->timeout;
    name_peer(peer, connection);
    pthread_mutex_lock(&server.lock);
    peer->next = server.peer;
    peer->before = &server.peer;
    if (peer->next)
        peer->next->before = &peer->next;
    server.peer = peer;
    pthread_mutex_unlock(&server.lock);
    return peer;
}

static void drop_peer(struct peer *peer)
{
    pthread_mutex_lock(&server.lock);
    *peer->before = peer->next;
    if (peer->next)
        peer->next->before = peer->before;
    pthread_mutex_unlock(&server.lock);
    free(peer);
}

static void on_connection(void *nothing, struct MHD_Connection *connection,
                          void **context,
                          enum MHD_ConnectionNotificationCode code)
{
    (void)nothing;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        *context = add_peer(connection);
        atomic_fetch_add(&server.metrics.connections, 1);
    } else if (*context) {
        drop_peer(*context);
        atomic_fetch_sub(&server.metrics.connections, 1);
    }
}

static void grant(struct peer *peer, time_t timeouts)
{
    if (peer)
        __atomic_store_n(&peer->until,
                         seconds() + timeouts * (time_t)server.conf->timeout,
                         __ATOMIC_RELAXED);
}

/* The socket is only shut down: whoever waits on it sees its end. */
static void cut_off_slow(void)
{
    time_t now = seconds();
    pthread_mutex_lock(&server.lock);
    for (struct peer *peer = server.peer; peer; peer = peer->next)
        if (__atomic_load_n(&peer->until, __ATOMIC_RELAXED) < now)
            shutdown(peer->fd, SHUT_RDWR);
    pthread_mutex_unlock(&server.lock);
}

/* ---- requests ----------------------------------------------------------- */

static void *on_target(void *nothing, const char *target,
                       struct MHD_Connection *connection)
{
    (void)nothing, (void)connection;
    struct inbox *inbox = mem_alloc(sizeof(*inbox));
    *inbox = (struct inbox){.target = strdup(target)};
    atomic_fetch_add(&server.busy, 1);
    return inbox;
}

static void on_completed(void *nothing, struct MHD_Connection *connection,
                         void **context, enum MHD_RequestTerminationCode code)
{
    (void)nothing, (void)code;
    struct inbox *inbox = *context;
    if (inbox == NULL)
        return;
    free(inbox->target);
    buf_close(&inbox->body);
    free(inbox);
    *context = NULL;
    grant(peer_of(connection), COME);
    atomic_fetch_sub(&server.busy, 1);
}

static enum MHD_Result add_header(void *context, enum MHD_ValueKind kind,
                                  const char *name, const char *value)
{
    (void)kind;
    struct request *request = context;
    struct header header = {str_of(name), str_of(value)};
    vec_push(&request->header, &my_worker->arena, header);
    return MHD_YES;
}

static enum MHD_Result send_reply(struct MHD_Connection *connection,
                                  const struct reply *reply)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(
        reply->body.len, (void *)(uintptr_t)reply->body.ptr,
        MHD_RESPMEM_MUST_COPY);
    if (response == NULL)
        return MHD_NO;
    for_vec (i, reply->header) {
        char name[64];
        struct header h = reply->header.at[i];
        snprintf(name, sizeof(name), "%.*s", STR(h.name));
        str value = arena_str(&my_worker->arena, h.value);
        MHD_add_response_header(response, name, value.ptr);
    }
    enum MHD_Result sent =
        MHD_queue_response(connection, reply->status, response);
    MHD_destroy_response(response);
    return sent;
}

static enum MHD_Result send_plain(struct MHD_Connection *connection,
                                  unsigned status, const char *text)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(
        strlen(text), (void *)(uintptr_t)text, MHD_RESPMEM_PERSISTENT);
    MHD_add_response_header(response, "Content-Type",
                            "application/problem+json");
    MHD_add_response_header(response, "Connection", "close");
    enum MHD_Result sent = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return sent;
}

#define TOO_LARGE                                                              \
    "{\"type\":\"about:blank\",\"title\":\"Too large\",\"status\":413,"        \
    "\"detail\":\"the body is larger than this server takes\"}"
#define NOT_NOW                                                                \
    "{\"type\":\"about:blank\",\"title\":\"Not now\",\"status\":503,"          \
    "\"detail\":\"the store can't be opened\"}"

/* The last of the proxies' list is what our own proxy saw. */
static str remote_of(const struct request *request, const struct peer *peer)
{
    str list = header_find(&request->header, S("X-Forwarded-For"));
    size_t comma = str_last_chr(list, ',');
    if (server.conf->behind_proxy && list.len)
        return str_trim(comma == STR_NONE ? list : str_from(list, comma + 1));
    return str_of(peer ? peer->address : "");
}

static enum MHD_Result answer(struct MHD_Connection *connection,
                              const char *method, struct inbox *inbox)
{
    struct worker *worker = find_worker();
    struct peer *peer = peer_of(connection);
    uint64_t began = metrics_now();
    grant(peer, GO);
    if (worker == NULL)
        return send_plain(connection, 503, NOT_NOW);
    arena_clear(&worker->arena);
    struct request request = {.method = str_of(method),
                              .target = str_of(inbox->target),
                              .body = buf_str(&inbox->body)};
    MHD_get_connection_values(connection, MHD_HEADER_KIND, add_header,
                              &request);
    request.remote = remote_of(&request, peer);
    struct reply reply;
    serve_request(worker->site, &request, &reply);
    access_line(server.access, &request, &reply, metrics_now() - began);
    return send_reply(connection, &reply);
}

static size_t body_most(void)
{
    return (size_t)server.conf->body_limit << 10;
}

/* Said before it is sent, if it is said. */
static bool announces_too_much(struct MHD_Connection *connection)
{
    const char *length = MHD_lookup_connection_value(
        connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_LENGTH);
    return length && strtoull(length, NULL, 10) > body_most();
}

/* What is too much is read and dropped, for a while, so as to say so. */
static bool take_piece(struct inbox *inbox, str piece)
{
    if (inbox->dropped == 0 && inbox->body.len + piece.len <= body_most())
        buf_add(&inbox->body, piece);
    else
        inbox->dropped += piece.len;
    return inbox->dropped <= PATIENCE * body_most();
}

static enum MHD_Result on_request(void *nothing,
                                  struct MHD_Connection *connection,
                                  const char *url, const char *method,
                                  const char *version, const char *data,
                                  size_t *size, void **context)
{
    (void)nothing, (void)url, (void)version;
    struct inbox *inbox = *context;
    if (inbox == NULL)
        return MHD_NO;
    if (!inbox->begun) {
        inbox->begun = true;
        return announces_too_much(connection)
                   ? send_plain(connection, 413, TOO_LARGE)
                   : MHD_YES;
    }
    if (*size) {
        bool kept = take_piece(inbox, (str){data, *size});
        *size = 0;
        return kept ? MHD_YES : MHD_NO;
    }
    return inbox->dropped ? send_plain(connection, 413, TOO_LARGE)
                          : answer(connection, method, inbox);
}

/* ---- the server --------------------------------------------------------- */

static unsigned threads(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return server.conf->threads ? server.conf->threads
           : cores > 0          ? (unsigned)cores
                                : 1;
}

static struct MHD_Daemon *start(int fd)
{
    unsigned n = threads();
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC, 0, NULL, NULL, on_request,
        NULL, MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_THREAD_POOL_SIZE,
        n > 1 ? n : 0, MHD_OPTION_CONNECTION_LIMIT, server.conf->connections,
        MHD_OPTION_CONNECTION_TIMEOUT, server.conf->timeout,
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, server.conf->per_address,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEAD_MAX,
        MHD_OPTION_URI_LOG_CALLBACK, on_target, NULL,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, NULL,
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, NULL, MHD_OPTION_END);
}

static void wait_for_signal(const sigset_t *signals)
{
    const struct timespec second = {1, 0};
    while (sigtimedwait(signals, NULL, &second) < 0)
        cut_off_slow();
}

/* No new ones; those in hand have a few seconds to get their replies. */
static void stop(struct MHD_Daemon *daemon)
{
    const struct timespec moment = {0, 20000000};
    int fd = MHD_quiesce_daemon(daemon);
    for (int i = 0; i < 250 && atomic_load(&server.busy); i++)
        nanosleep(&moment, NULL);
    MHD_stop_daemon(daemon);
    if (fd >= 0)
        close(fd);
}

static bool run(int fd, str url, void (*ready)(str url), struct err *err)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    struct MHD_Daemon *daemon = start(fd);
    if (daemon == NULL) {
        close(fd);
        return err_set(err, ERR_IO, "the server can't be started");
    }
    ready(url);
    wait_for_signal(&signals);
    stop(daemon);
    close_workers(&server.worker);
    return true;
}

bool http_serve(str store, const struct conf *conf, void (*ready)(str url),
                struct err *err)
{
    SCOPED_ARENA arena = {0};
    str url;
    server = (struct server){.store = store, .conf = conf};
    pthread_mutex_init(&server.lock, NULL);
    metrics_open(&server.metrics);
    bool served = false;
    if (open_spares(threads(), err) &&
        access_open(&server.access, conf->access_log, err)) {
        int fd = listen_on(conf->listen, &url, &arena, err);
        served = fd >= 0 && run(fd, url, ready, err);
        access_close(&server.access);
    }
    close_workers(&server.spare);
    metrics_close(&server.metrics);
    return served;
}
