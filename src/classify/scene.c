#include "classify/scene.h"

#include <stdlib.h>

#include "classify/foreign.h"

/* Neighbours of neighbours come back; what came before them doesn't. */
#define READINGS 6u

/* A scene that holds more than this is emptied. */
#define SCENE_FULL ((size_t)1 << 20)

struct scene {
    const struct lexicon *lexicon;
    struct arena arena;
    struct reading *reading[READINGS];
    uint32_t readings; /* so far; the last READINGS are kept */
    struct place *place;
};

struct scene *scene_new(const struct lexicon *lexicon)
{
    struct scene *scene = mem_alloc(sizeof(*scene));
    *scene = (struct scene){.lexicon = lexicon};
    return scene;
}

void scene_free(struct scene **scene)
{
    if (*scene)
        arena_close(&(*scene)->arena);
    free(*scene);
    *scene = NULL;
}

void scene_next(struct scene *scene)
{
    if (arena_mark(&scene->arena) < SCENE_FULL)
        return;
    arena_clear(&scene->arena);
    *scene = (struct scene){.lexicon = scene->lexicon, .arena = scene->arena};
}

/* ---- sentences ------------------------------------------------------ */

static bool same_place(str a, str b)
{
    return a.ptr == b.ptr && a.len == b.len;
}

static struct reading *read_text(struct scene *scene, str text)
{
    struct arena *arena = &scene->arena;
    struct reading *reading = arena_new(arena, struct reading);
    struct target none;
    reading->text = text;
    tokens_of(text, (struct span){1, 0}, &reading->token, &none, arena);
    cues_find(scene->lexicon, &reading->token, 0, reading->token.n,
              &reading->cue, arena);
    return reading;
}

static struct reading *find_text(struct scene *scene, str text)
{
    for (uint32_t i = 0; i < READINGS && i < scene->readings; i++)
        if (same_place(scene->reading[i]->text, text))
            return scene->reading[i];
    struct reading *reading = read_text(scene, text);
    scene->reading[scene->readings++ % READINGS] = reading;
    return reading;
}

static struct group *neighbour_group(const tokens *all, enum group_kind kind,
                                     struct arena *arena)
{
    struct group *group = arena_new(arena, struct group);
    group_begin(group, kind, (size_t)all->n * 2, arena);
    for_vec (i, *all) {
        if (all->at[i].kind != TOKEN_SIGN)
            group_add(group, 0, all->at[i].stem, (struct span){0});
        if (i + 1 < all->n)
            group_add(group, 1, group_mix(all->at[i].stem, all->at[i + 1].stem),
                      (struct span){0});
    }
    group_end(group);
    return group;
}

struct reading *scene_before(struct scene *scene, str text)
{
    if (text.len > NEIGHBOUR_MAX) /* its last part */
        text = str_from(text, text.len - NEIGHBOUR_MAX);
    struct reading *reading = find_text(scene, text);
    if (reading->before == NULL)
        reading->before =
            neighbour_group(&reading->token, GROUP_BEFORE, &scene->arena);
    return reading;
}

struct reading *scene_after(struct scene *scene, str text)
{
    struct reading *reading = find_text(scene, str_first(text, NEIGHBOUR_MAX));
    if (reading->after == NULL)
        reading->after =
            neighbour_group(&reading->token, GROUP_AFTER, &scene->arena);
    return reading;
}

/* ---- headings ------------------------------------------------------- */

enum {
    IN_INTRODUCTION = 1,
    IN_METHODS = 2,
    IN_RESULTS = 4,
    IN_DISCUSSION = 8
};

static unsigned section_bits(uint32_t stem)
{
    static const struct {
        const char *word;
        unsigned bit;
    } row[] = {{"introduction", IN_INTRODUCTION},
               {"background", IN_INTRODUCTION},
               {"methods", IN_METHODS},
               {"materials", IN_METHODS},
               {"method", IN_METHODS},
               {"experimental", IN_METHODS},
               {"procedures", IN_METHODS},
               {"results", IN_RESULTS},
               {"findings", IN_RESULTS},
               {"discussion", IN_DISCUSSION},
               {"discussions", IN_DISCUSSION},
               {"conclusion", IN_DISCUSSION},
               {"conclusions", IN_DISCUSSION},
               {"limitations", IN_DISCUSSION}};
    for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++)
        if (stem == token_stem(str_of(row[i].word)))
            return row[i].bit;
    return 0;
}

static void add_heading(struct place *place, uint32_t h, const tokens *words)
{
    for_vec (i, *words) {
        if (words->at[i].kind != TOKEN_WORD)
            continue;
        group_add(&place->group, h == 0 ? 0 : 1, words->at[i].stem,
                  (struct span){0});
        if (h == 0 || place->section == 0)
            place->section |= section_bits(words->at[i].stem);
    }
}

static struct place *read_place(struct scene *scene, const strs *heading)
{
    struct arena *arena = &scene->arena;
    struct place *place = arena_new(arena, struct place);
    tokens *words = arena_zero(arena, (heading->n + 1) * sizeof(*words));
    struct target none;
    size_t most = 1;
    for_vec (h, *heading) {
        vec_push(&place->heading, arena, heading->at[h]);
        tokens_of(str_first(heading->at[h], NEIGHBOUR_MAX), (struct span){1, 0},
                  &words[h], &none, arena);
        foreign_heading(&words[h]);
        most += words[h].n;
    }
    group_begin(&place->group, GROUP_HEADING, most, arena);
    for_vec (h, *heading)
        add_heading(place, h, &words[h]);
    group_add(&place->group, 2, place->section, (struct span){0});
    group_end(&place->group);
    return place;
}

static bool same_headings(const strs *a, const strs *b)
{
    if (a->n != b->n)
        return false;
    for_vec (i, *a)
        if (!same_place(a->at[i], b->at[i]))
            return false;
    return true;
}

struct place *scene_place(struct scene *scene, const strs *heading)
{
    if (scene->place == NULL || !same_headings(&scene->place->heading, heading))
        scene->place = read_place(scene, heading);
    return scene->place;
}
