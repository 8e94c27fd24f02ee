#include "ingest/workers.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "base/log.h"
#include "base/queue.h"
#include "ingest/hash.h"
#include "ingest/source.h"
#include "ingest/stop.h"
#include "read/read.h"

/*
 * Jobs in hand for each worker: enough that a slow one holds up nobody, nor a
 * store that is busy writing its log back, which takes it up to a second.
 */
#define JOBS_EACH 32
/* Made of one job and not taken yet; the others wait in the worker. */
#define RESULTS_MAX 4
/* Bytes of archives in memory for each worker, on top of one input. */
#define BYTES_EACH ((size_t)8 << 20)

/* Of a document this large no stage is begun any more after a Ctrl-C. */
#define GIANT ((size_t)4 << 20)

/* Bytes in hand; whoever would exceed `most` waits, unless there are none. */
struct gauge {
    pthread_mutex_t lock;
    pthread_cond_t less;
    size_t n, most;
};

struct crew {
    const struct workload *work;
    struct queue todo;
    struct queue order;
    struct gauge bytes;
    atomic_bool stop; /* the taker failed: drop everything */
    atomic_uint arrived;
    uint64_t others; /* of the source thread until it has ended */
    bool cut;        /* the source was stopped before its end; likewise */
    bool left;       /* of the taker: a document in hand was left */
};

/* An input on its way; the taker owns it, a worker lends it in between. */
struct job {
    struct input input; /* name and path stand behind the struct */
    struct buf bytes;
    struct queue results;
    struct err err;
    bool failed, known, left;
    char text[];
};

/* What a worker has on its desk. */
struct desk {
    struct crew *crew;
    unsigned worker;
    struct job *job;
    struct arena arena;
    struct buf space;
    char hash[HASH_SIZE]; /* of the file */
    uint32_t articles;    /* of the file so far */
    size_t size;          /* of the file */
};

/* ---- bytes in hand --------------------------------------------------- */

static void gauge_enter(struct gauge *gauge, size_t n)
{
    pthread_mutex_lock(&gauge->lock);
    while (gauge->n && gauge->n + n > gauge->most)
        pthread_cond_wait(&gauge->less, &gauge->lock);
    gauge->n += n;
    pthread_mutex_unlock(&gauge->lock);
}

static void gauge_leave(struct gauge *gauge, size_t n)
{
    pthread_mutex_lock(&gauge->lock);
    gauge->n -= n;
    pthread_cond_signal(&gauge->less);
    pthread_mutex_unlock(&gauge->lock);
}

/* ---- jobs ------------------------------------------------------------ */

static str copy_text(char *to, str from)
{
    if (from.len)
        memcpy(to, from.ptr, from.len);
    to[from.len] = '\0';
    return (str){to, from.len};
}

static struct job *new_job(const struct input *input)
{
    size_t size = input->name.len + input->path.len + 2;
    struct job *job = mem_alloc(sizeof(*job) + size);
    *job = (struct job){.input = *input, .err = input->err};
    job->input.name = copy_text(job->text, input->name);
    job->input.path = copy_text(job->text + input->name.len + 1, input->path);
    buf_add(&job->bytes, input->bytes);
    job->input.bytes = buf_str(&job->bytes);
    job->failed = input->kind == INPUT_TROUBLE;
    queue_open(&job->results, RESULTS_MAX);
    return job;
}

static void free_job(struct job *job)
{
    queue_free(&job->results);
    buf_close(&job->bytes);
    free(job);
}

/* ---- the source's thread --------------------------------------------- */

static bool give_job(const struct input *input, void *user)
{
    struct crew *crew = user;
    if (atomic_load(&crew->stop) || stop_wanted()) {
        crew->cut = true;
        return false;
    }
    gauge_enter(&crew->bytes, input->bytes.len);
    struct job *job = new_job(input);
    bool done = job->failed;
    if (done)
        queue_close(&job->results);
    queue_put(&crew->order, job);
    if (!done)
        queue_put(&crew->todo, job);
    return true;
}

static void *source_main(void *user)
{
    struct crew *crew = user;
    source_each(crew->work->paths, give_job, crew, &crew->others);
    queue_close(&crew->todo);
    queue_close(&crew->order);
    return NULL;
}

/* ---- a worker's thread ----------------------------------------------- */

static bool take_article(struct doc *doc, void *user, struct err *err)
{
    struct desk *desk = user;
    const struct workload *work = desk->crew->work;
    desk->job->left = stop_wanted() && desk->size >= GIANT;
    if (atomic_load(&desk->crew->stop) || desk->job->left)
        return err_set(err, ERR_STOP, "stopped");
    memcpy(doc->sha256, desk->hash, HASH_SIZE);
    if (++desk->articles > 1)
        hash_part(desk->hash, desk->articles, doc->sha256);
    return queue_put(&desk->job->results, work->make(doc, work->user));
}

/*
 * Might the file hold several articles?  Then its first one being known says
 * nothing about the others.
 */
static bool may_hold_several(str bytes)
{
    const str word = S("article");
    size_t at, articles = 0;
    char before = ' ';
    while ((at = str_find(bytes, word)) != STR_NONE) {
        if (at > 0)
            before = bytes.ptr[at - 1];
        bytes = str_from(bytes, at + word.len);
        char after = bytes.len ? bytes.ptr[0] : ' ';
        articles += (before == '<' || before == ':') &&
                    (is_space(after) || after == '>' || after == '/');
        before = 'e';
    }
    return articles > 1;
}

static bool is_known(const struct desk *desk, str bytes)
{
    const struct workload *work = desk->crew->work;
    return work->known && work->known(desk->worker, desk->hash, work->user) &&
           !may_hold_several(bytes);
}

static void do_job(struct desk *desk, struct job *job)
{
    str bytes;
    desk->job = job;
    desk->articles = 0;
    if (atomic_load(&desk->crew->stop))
        return;
    job->failed = !input_load(&job->input, &desk->space, &bytes, &job->err);
    if (job->failed)
        return;
    desk->size = bytes.len;
    hash_bytes(bytes, desk->hash);
    job->known = is_known(desk, bytes);
    if (!job->known)
        job->failed = !read_docs(bytes, job->input.name, &desk->arena,
                                 take_article, desk, &job->err);
    arena_clear(&desk->arena);
}

/* A worker that once met a giant doesn't stay a giant. */
static void clear_desk(struct desk *desk)
{
    gauge_leave(&desk->crew->bytes, desk->job->bytes.len);
    buf_close(&desk->job->bytes);
    desk->job->bytes = (struct buf){0};
    if (desk->space.cap > ARENA_KEEP)
        buf_close(&desk->space);
}

static void *worker_main(void *user)
{
    struct desk desk = {.crew = user};
    struct job *job;
    desk.worker = atomic_fetch_add(&desk.crew->arrived, 1);
    while ((job = queue_take(&desk.crew->todo)) != NULL) {
        do_job(&desk, job);
        clear_desk(&desk);
        queue_close(&job->results); /* the job is the taker's from here */
    }
    arena_close(&desk.arena);
    buf_close(&desk.space);
    return NULL;
}

/* ---- the caller's thread --------------------------------------------- */

static bool take_results(struct crew *crew, struct job *job,
                         struct work_sum *sum, struct err *err)
{
    const struct workload *work = crew->work;
    void *made;
    while ((made = queue_take(&job->results)) != NULL) {
        if (atomic_load(&crew->stop)) {
            work->drop(made);
        } else if (work->take(made, work->user, err)) {
            sum->articles++;
        } else {
            atomic_store(&crew->stop, true);
        }
    }
    return !atomic_load(&crew->stop);
}

static void take_all(struct crew *crew, struct work_sum *sum, struct err *err)
{
    struct job *job;
    while ((job = queue_take(&crew->order)) != NULL) {
        bool taken = take_results(crew, job, sum, err);
        crew->left = crew->left || job->left;
        if (taken && !job->left) {
            sum->inputs++;
            sum->known += job->known;
            sum->failed += job->failed;
            if (job->failed)
                log_warn("'%.*s': %s", STR(job->input.name), job->err.text);
            if (crew->work->tick)
                crew->work->tick(sum, crew->work->user);
        }
        free_job(job);
    }
}

static pthread_t start(void *(*body)(void *), struct crew *crew)
{
    pthread_t thread;
    int trouble = pthread_create(&thread, NULL, body, crew);
    if (trouble)
        die("no thread can be started (%s)", strerror(trouble));
    return thread;
}

static void open_crew(struct crew *crew, const struct workload *work)
{
    *crew = (struct crew){.work = work};
    queue_open(&crew->todo, (size_t)work->workers * JOBS_EACH);
    queue_open(&crew->order, (size_t)work->workers * JOBS_EACH);
    pthread_mutex_init(&crew->bytes.lock, NULL);
    pthread_cond_init(&crew->bytes.less, NULL);
    crew->bytes.most = work->workers * BYTES_EACH;
}

static void close_crew(struct crew *crew)
{
    queue_free(&crew->todo);
    queue_free(&crew->order);
    pthread_mutex_destroy(&crew->bytes.lock);
    pthread_cond_destroy(&crew->bytes.less);
}

bool work_run(const struct workload *work, struct work_sum *sum,
              struct err *err)
{
    struct crew crew;
    pthread_t source, worker[WORKERS_MAX];
    *sum = (struct work_sum){0};
    open_crew(&crew, work);
    source = start(source_main, &crew);
    for (unsigned i = 0; i < work->workers; i++)
        worker[i] = start(worker_main, &crew);
    take_all(&crew, sum, err);
    for (unsigned i = 0; i < work->workers; i++)
        pthread_join(worker[i], NULL);
    pthread_join(source, NULL);
    sum->others = crew.others;
    bool done = !atomic_load(&crew.stop);
    sum->stopped = done && (crew.cut || crew.left);
    close_crew(&crew);
    return done;
}
