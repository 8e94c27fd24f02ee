#include "resolve/ref_feature.h"

/* ---- keywords -------------------------------------------------------------
 */

enum keyword {
    KEY_NONE,
    KEY_IN,
    KEY_EDITOR,
    KEY_VOLUME,
    KEY_ISSUE,
    KEY_PAGES,
    KEY_PRESS,
    KEY_SCHOOL,
    KEY_MEETING,
    KEY_JOURNAL,
    KEY_THESIS,
    KEY_REPORT,
    KEY_EDITION,
    KEY_ETAL,
    KEY_AND,
    KEY_MONTH,
    KEY_SEEN, /* "retrieved", "available" */
    KEY_TRANSLATED
};

/* Words in lower case, digits apart; those of several languages together. */
static const struct {
    enum keyword key;
    const char *words;
} keyword_row[] = {
    {KEY_IN, "in em dans en im"},
    {KEY_EDITOR,
     "ed eds editor editors edited hrsg hg herausgegeben herausgeber dir coord "
     "org orgs éd éds coords dirs cur"},
    {KEY_VOLUME, "vol vols volume volumes bd band tome tomo v t jg"},
    {KEY_ISSUE, "no nos number nr núm num numéro número n issue heft iss"},
    {KEY_PAGES, "pp p pages page pg pgs s seiten págs pág"},
    {KEY_PRESS,
     "press publisher publishers publishing verlag springer wiley elsevier "
     "éditions editions edições editorial editora ediciones books routledge "
     "kluwer academic mit blackwell sage hall birkhäuser mcgraw hill "
     "gruyter brill addison wesley kaufmann north holland pergamon plenum "
     "dekker freeman norton macmillan penguin oxford cambridge"},
    {KEY_SCHOOL,
     "university universität universidad universidade université università "
     "univ institute institut instituto department dept school laboratory "
     "laboratories college centre center faculty faculdade facultad"},
    {KEY_MEETING,
     "proc proceedings conference conf symposium workshop congress meeting "
     "colloquium tagung actes actas anais congreso congresso international "
     "advances lecture"},
    {KEY_JOURNAL,
     "journal j trans transactions annals ann rev review letters lett bull "
     "bulletin arch archives acta zeitschrift revista revue rivista magazine "
     "quarterly int am eur"},
    {KEY_THESIS,
     "thesis dissertation phd msc diploma habilitation tese tesis thèse diss "
     "dissertação master doctoral diplomarbeit"},
    {KEY_REPORT,
     "report technical tech rep memo working paper preprint memorandum "
     "bericht rapport informe relatório manuscript draft"},
    {KEY_EDITION,
     "edition edn ed édition aufl auflage edição edición 0nd 0rd 0th 0st"},
    {KEY_ETAL, "et al others"},
    {KEY_AND, "and und y e & with"},
    {KEY_MONTH,
     "january february march april may june july august september october "
     "november december jan feb mar apr jun jul aug sep sept oct nov dec "
     "spring summer autumn fall winter januar februar märz mai juni juli "
     "oktober dezember enero febrero marzo abril mayo junio julio agosto "
     "septiembre octubre noviembre diciembre janvier février mars avril juin "
     "juillet août septembre octobre novembre décembre janeiro fevereiro "
     "março maio junho julho setembro outubro novembro dezembro"},
    {KEY_SEEN,
     "retrieved accessed available online url cited access disponible "
     "disponível zugriff abgerufen consulté acesso"},
    {KEY_TRANSLATED, "translated trans transl übersetzt trad traduit tr"},
};

#define KEY_SLOTS 1024u

struct keywords {
    struct {
        uint32_t word;
        enum keyword key;
    } slot[KEY_SLOTS];
};

static uint32_t word_hash(str word)
{
    uint64_t h = str_hash(word);
    return (uint32_t)(h ^ h >> 32);
}

/* The first row that has a word keeps it. */
static void enter(struct keywords *table, str word, enum keyword key)
{
    uint32_t hash = word_hash(word), i = hash % KEY_SLOTS;
    while (table->slot[i].key && table->slot[i].word != hash)
        i = (i + 1) % KEY_SLOTS;
    if (table->slot[i].key)
        return;
    table->slot[i].word = hash;
    table->slot[i].key = key;
}

const struct keywords *keywords_new(struct arena *arena)
{
    struct keywords *table = arena_new(arena, struct keywords);
    for (size_t r = 0; r < sizeof(keyword_row) / sizeof(*keyword_row); r++) {
        str rest = str_of(keyword_row[r].words), word;
        while (str_word(&rest, &word))
            enter(table, word, keyword_row[r].key);
    }
    return table;
}

static enum keyword key_of(const struct keywords *table, uint32_t word)
{
    uint32_t i = word % KEY_SLOTS;
    while (table->slot[i].key && table->slot[i].word != word)
        i = (i + 1) % KEY_SLOTS;
    return table->slot[i].key;
}

bool is_keyword(const struct keywords *keywords, uint32_t word)
{
    return key_of(keywords, word) != KEY_NONE;
}

/* ---- what is known of the string as a whole -------------------------------
 */

/* Of each word, from all words before or after it. */
struct place {
    enum keyword key;
    enum keyword before, after;    /* the nearest keyword but "and" */
    uint8_t before_far, after_far; /* how far, in steps */
    uint8_t phase;                 /* what has been met: PHASE_… */
    uint8_t year_far;              /* to the next year */
    uint8_t low_ahead;             /* words in lower case among the next 4 */
    uint8_t decile;
};

enum {
    PHASE_IN = 1,
    PHASE_QUOTE = 2, /* a quotation is over */
    PHASE_EDITOR = 4,
    PHASE_YEAR = 8,
    PHASE_NUMBER = 16
};

struct sight {
    const struct ref_token *token; /* token[n] is the end */
    uint32_t n;
    struct place *place;
    uint32_t style;
};

/* 0, 1, 2, 3–4, 5–8, more */
static uint8_t step_of(uint32_t distance)
{
    return distance < 3   ? (uint8_t)distance
           : distance < 5 ? 3
           : distance < 9 ? 4
                          : 5;
}

static bool is_year(enum ref_shape shape)
{
    return shape == SHAPE_YEAR || shape == SHAPE_YEAR_AB;
}

static bool is_number(enum ref_shape shape)
{
    return shape >= SHAPE_DIGIT1 && shape <= SHAPE_DIGIT5;
}

static void look_back(struct sight *sight)
{
    enum keyword last = KEY_NONE;
    uint32_t at = 0;
    uint8_t phase = 0;
    for (uint32_t t = 0; t < sight->n; t++) {
        const struct ref_token *token = &sight->token[t];
        struct place *place = &sight->place[t];
        if (token->gap == GAP_QUOTE_CLOSE)
            phase |= PHASE_QUOTE;
        place->before = last;
        place->before_far = step_of(t - at);
        place->phase = phase;
        place->decile = (uint8_t)(t * 8 / sight->n);
        if (place->key && place->key != KEY_AND) {
            last = place->key;
            at = t;
        }
        phase |= place->key == KEY_IN && t ? PHASE_IN : 0;
        phase |= place->key == KEY_EDITOR ? PHASE_EDITOR : 0;
        phase |= is_year(token->shape)          ? PHASE_YEAR
                 : is_number(token->shape) && t ? PHASE_NUMBER
                                                : 0;
    }
}

static void look_ahead(struct sight *sight)
{
    enum keyword next = KEY_NONE;
    uint32_t at = sight->n, year = sight->n;
    for (uint32_t t = sight->n; t-- > 0;) {
        struct place *place = &sight->place[t];
        place->after = next;
        place->after_far = step_of(at - t);
        place->year_far = year == sight->n ? 7 : step_of(year - t);
        for (uint32_t k = 1; k <= 4 && t + k < sight->n; k++)
            if (sight->token[t + k].shape == SHAPE_LOWER)
                place->low_ahead++;
        if (place->key && place->key != KEY_AND) {
            next = place->key;
            at = t;
        }
        if (is_year(sight->token[t].shape))
            year = t;
    }
}

/* How this list writes: what follows the first words, where the year is. */
static uint32_t style_of(const struct sight *sight)
{
    uint32_t year = 0, quoted = 0, semicolons = 0;
    for (uint32_t t = 0; t < sight->n; t++) {
        const struct ref_token *token = &sight->token[t];
        if (year == 0 && is_year(token->shape))
            year = t * 3 < sight->n ? (token->bracket ? 1 : 2)
                                    : (token->bracket ? 3 : 4);
        quoted |= token->quoted;
        semicolons |= token->gap == GAP_SEMICOLON && t < sight->n / 2;
    }
    uint32_t second = sight->n > 1 ? sight->token[1].shape : 0;
    uint32_t first = sight->n > 0 ? sight->token[0].shape : 0;
    uint32_t gap = sight->n > 1 ? sight->token[1].gap : 0;
    return ((((first * 32 + second) * 32 + gap) * 8 + year) * 2 + quoted) * 2 +
           semicolons;
}

/* ---- features -------------------------------------------------------------
 */

#define FEATURES_MOST 64u

struct sink {
    uint32_t *at;
    uint32_t n;
};

/* A feature of a kind is named by up to two values. */
static void put(struct sink *sink, uint32_t kind, uint32_t a, uint32_t b)
{
    uint32_t h = kind * 0x9E3779B1u ^ a;
    h = (h ^ h >> 16) * 0x85EBCA6Bu + b;
    h = (h ^ h >> 13) * 0xC2B2AE35u;
    sink->at[sink->n++] = h ^ h >> 16;
}

static uint32_t hash_of(str s)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < s.len; i++)
        h = (h ^ (unsigned char)s.ptr[i]) * 16777619u;
    return h;
}

/* The word itself and its neighbours. */
static void put_words(struct sink *sink, const struct ref_token *w)
{
    put(sink, 1, w[0].word, 0);
    put(sink, 2, w[-1].word, 0);
    put(sink, 3, w[1].word, 0);
    put(sink, 4, w[-2].word, 0);
    put(sink, 5, w[2].word, 0);
    put(sink, 6, w[-1].word, w[0].word);
    put(sink, 7, w[0].word, w[1].word);
    put(sink, 8, w[0].word, w[1].gap_hash);
    put(sink, 9, w[0].word, w[0].gap_hash);
    if (w[0].lower.len > 3) {
        put(sink, 10, hash_of(str_first(w[0].lower, 3)), 0);
        put(sink, 11, hash_of(str_from(w[0].lower, w[0].lower.len - 3)), 0);
        put(sink, 12, hash_of(str_from(w[0].lower, w[0].lower.len - 2)), 0);
    }
}

/* How it looks, and what stands around it. */
static void put_shapes(struct sink *sink, const struct ref_token *w)
{
    uint32_t s = w[0].shape, before = w[-1].shape, after = w[1].shape;
    put(sink, 20, s, 0);
    put(sink, 21, s, before);
    put(sink, 22, s, after);
    put(sink, 23, s * 32 + before, after);
    put(sink, 24, s * 32 + before, w[-2].shape);
    put(sink, 25, s * 32 + after, w[2].shape);
    put(sink, 26, w[0].gap_hash, 0);
    put(sink, 27, w[1].gap_hash, 0);
    put(sink, 28, w[0].gap_hash, s);
    put(sink, 29, w[1].gap_hash, s);
    put(sink, 30, s * 32 + w[0].gap, w[1].gap);
    put(sink, 31, w[-1].gap * 32 + w[0].gap, w[1].gap);
    put(sink, 32, s * 32 + w[0].gap, before);
    put(sink, 33, s * 32 + w[1].gap, after);
    put(sink, 34, (s * 32 + w[1].gap) * 32 + after, w[2].gap * 32 + w[2].shape);
    put(sink, 35, w[1].gap * 32 + w[2].gap, after * 32 + s);
}

/* "373–7", "373–377": how two numbers stand to each other. */
static uint32_t range_of(const struct ref_token *from,
                         const struct ref_token *to)
{
    if (from->number == 0 || to->number == 0)
        return 0;
    bool dash = to->gap == GAP_HYPHEN || to->gap == GAP_DASH;
    return 1 + (uint32_t)dash * 2 + (from->number < to->number);
}

/* Where it stands in the string. */
static void put_place(struct sink *sink, const struct sight *sight, uint32_t t,
                      const struct ref_token *w)
{
    const struct place *p = &sight->place[t];
    uint32_t s = w[0].shape;
    uint32_t start = t < 6 ? t : 6, end = sight->n - 1 - t;
    put(sink, 40, p->decile, s);
    put(sink, 41, start, s);
    put(sink, 42, end < 6 ? end : 6, s);
    put(sink, 43, (uint32_t)w[0].quoted * 4 + w[0].bracket, s);
    put(sink, 44, p->phase, s);
    put(sink, 45, p->phase, s * 32 + w[0].gap);
    put(sink, 46, w[0].word, p->phase);
    put(sink, 47, p->year_far, s);
    put(sink, 48, p->low_ahead, s);
    put(sink, 49, sight->style, s * 32 + w[0].gap);
    put(sink, 50, sight->style, p->phase);
    put(sink, 51, p->key, p->phase);
    put(sink, 52, (uint32_t)p->before * 8 + p->before_far, s);
    put(sink, 53, (uint32_t)p->after * 8 + p->after_far, s);
    put(sink, 54, (uint32_t)p->before * 32 + p->after, w[0].quoted);
    put(sink, 55, (uint32_t)p->before * 32 + p->key, w[0].gap);
    put(sink, 56, range_of(&w[-1], &w[0]) * 8 + range_of(&w[0], &w[1]), s);
    put(sink, 57, p->low_ahead * 32u + w[0].gap, w[0].quoted * 32u + s);
}

static void see(struct sight *sight, const struct keywords *keywords,
                const ref_tokens *tokens, struct arena *arena)
{
    *sight = (struct sight){.token = tokens->at, .n = tokens->n - 1};
    sight->place = arena_zero(arena, (sight->n + 1u) * sizeof(*sight->place));
    for (uint32_t t = 0; t < sight->n; t++)
        sight->place[t].key = key_of(keywords, sight->token[t].word);
    look_back(sight);
    look_ahead(sight);
    sight->style = style_of(sight);
}

struct crf_token *ref_features(const struct keywords *keywords,
                               const ref_tokens *tokens, struct arena *arena)
{
    struct sight sight;
    see(&sight, keywords, tokens, arena);
    struct crf_token *out = arena_alloc(arena, (sight.n + 1u) * sizeof(*out));
    /* two ends before and after, so that neighbours are always there */
    struct ref_token *w = arena_zero(arena, (sight.n + 5u) * sizeof(*w));
    memcpy(w + 2, tokens->at, tokens->n * sizeof(*w));
    for (uint32_t t = 0; t < sight.n; t++) {
        struct sink sink = {
            arena_alloc(arena, FEATURES_MOST * sizeof(uint32_t)), 0};
        put_words(&sink, w + 2 + t);
        put_shapes(&sink, w + 2 + t);
        put_place(&sink, &sight, t, w + 2 + t);
        out[t] = (struct crf_token){sink.at, sink.n, w[2 + t].gap};
    }
    return out;
}
