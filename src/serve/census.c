#include "serve/census.h"

/* Years as papers have them; what is beyond is an error of somebody's. */
#define YEARS 2200u

struct by_year {
    uint32_t n[YEARS][STANCES];
};

static void count_row(const struct sheet_row *row, struct census *census,
                      struct by_year *by_year)
{
    census->total++;
    census->self += row->self;
    census->noticed += row->notice > 0;
    census->n[row->stance]++;
    census->code[row->code]++;
    census->section[row->section][row->stance]++;
    by_year->n[row->year < YEARS ? row->year : 0][row->stance]++;
}

static void list_years(const struct by_year *by_year, struct census *census,
                       struct arena *arena)
{
    for (uint32_t y = 0; y < YEARS; y++) {
        struct census_year year = {.year = (uint16_t)y};
        uint32_t all = 0;
        for (int i = 0; i < STANCES; i++)
            all += year.n[i] = by_year->n[y][i];
        if (all)
            vec_push(&census->year, arena, year);
    }
}

struct census census_of(const struct sheet *sheet, struct arena *arena)
{
    struct census census = {0};
    struct by_year *by_year = arena_new(arena, struct by_year);
    for (uint32_t i = 0; i < sheet->n; i++) {
        const struct sheet_row *row = &sheet->at[i];
        count_row(row, &census, by_year);
        /* docs stand together in a sheet */
        census.works += i == 0 || row->doc != sheet->at[i - 1].doc;
    }
    list_years(by_year, &census, arena);
    return census;
}
