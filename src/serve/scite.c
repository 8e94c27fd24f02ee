#include "serve/scite.h"

str scite_name(str key)
{
    return str_starts(key, S("doi:")) ? str_from(key, 4) : key;
}

static void put(struct json *json, const char *key, uint64_t value)
{
    json_key(json, key);
    json_uint(json, value);
}

/* Screens say contrasting and scite's JSON contradicting: both are sent. */
void scite_tally(struct json *json, const struct short_tally *tally, str name)
{
    json_object(json);
    put(json, "total", tally->total);
    put(json, "supporting", tally->stance[STANCE_SUPPORTING]);
    put(json, "contradicting", tally->stance[STANCE_CONTRASTING]);
    put(json, "contrasting", tally->stance[STANCE_CONTRASTING]);
    put(json, "mentioning", tally->stance[STANCE_MENTIONING]);
    put(json, "unclassified", tally->stance[STANCE_UNCLASSIFIED]);
    json_text(json, "doi", name);
    put(json, "citingPublications", tally->listing);
    json_end(json);
}

void scite_sections(struct json *json, const struct short_tally *tally,
                    str name)
{
    json_object(json);
    put(json, "total", tally->total);
    put(json, "introduction", tally->section[SECTION_INTRODUCTION]);
    put(json, "results", tally->section[SECTION_RESULTS]);
    put(json, "methods", tally->section[SECTION_METHODS]);
    put(json, "discussion", tally->section[SECTION_DISCUSSION]);
    put(json, "other", tally->section[SECTION_OTHER]);
    json_text(json, "doi", name);
    json_end(json);
}
