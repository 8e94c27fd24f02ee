#include "read/entity.h"

#include <libxml/HTMLparser.h>
#include <string.h>

/*
 * What ISO 8879's sets, which the NLM and JATS DTDs include, have beyond those
 * of HTML 4 (libxml2 knows these), as far as articles use it.
 */
static const struct {
    const char *name;
    uint32_t code_point;
} iso[] = {
    {"Abreve", 0x102},  {"Amacr", 0x100},   {"Cacute", 0x106},
    {"Ccaron", 0x10C},  {"Dcaron", 0x10E},  {"Dstrok", 0x110},
    {"Ecaron", 0x11A},  {"Gbreve", 0x11E},  {"Idot", 0x130},
    {"Imacr", 0x12A},   {"Lstrok", 0x141},  {"Nacute", 0x143},
    {"Ncaron", 0x147},  {"Odblac", 0x150},  {"Omacr", 0x14C},
    {"Rcaron", 0x158},  {"Sacute", 0x15A},  {"Scedil", 0x15E},
    {"Umacr", 0x16A},   {"Zacute", 0x179},  {"Zcaron", 0x17D},
    {"Zdot", 0x17B},    {"abreve", 0x103},  {"amacr", 0x101},
    {"aogon", 0x105},   {"approx", 0x2248}, {"ap", 0x2248},
    {"ast", 0x2A},      {"bsol", 0x5C},     {"cacute", 0x107},
    {"ccaron", 0x10D},  {"check", 0x2713},  {"cir", 0x25CB},
    {"colon", 0x3A},    {"comma", 0x2C},    {"commat", 0x40},
    {"dash", 0x2010},   {"dcaron", 0x10F},  {"dollar", 0x24},
    {"dstrok", 0x111},  {"ecaron", 0x11B},  {"emacr", 0x113},
    {"emsp13", 0x2004}, {"emsp14", 0x2005}, {"eogon", 0x119},
    {"equals", 0x3D},   {"excl", 0x21},     {"female", 0x2640},
    {"fflig", 0xFB00},  {"ffilig", 0xFB03}, {"ffllig", 0xFB04},
    {"filig", 0xFB01},  {"fllig", 0xFB02},  {"gbreve", 0x11F},
    {"ges", 0x2A7E},    {"hairsp", 0x200A}, {"half", 0xBD},
    {"horbar", 0x2015}, {"hyphen", 0x2010}, {"imacr", 0x12B},
    {"inodot", 0x131},  {"kappav", 0x3F0},  {"lang", 0x27E8},
    {"lcub", 0x7B},     {"les", 0x2A7D},    {"lowbar", 0x5F},
    {"lpar", 0x28},     {"lsqb", 0x5B},     {"lsquor", 0x201A},
    {"lstrok", 0x142},  {"male", 0x2642},   {"nacute", 0x144},
    {"ncaron", 0x148},  {"num", 0x23},      {"numsp", 0x2007},
    {"odblac", 0x151},  {"omacr", 0x14D},   {"percnt", 0x25},
    {"period", 0x2E},   {"phgr", 0x3C6},    {"phiv", 0x3D5},
    {"plus", 0x2B},     {"puncsp", 0x2008}, {"quest", 0x3F},
    {"rang", 0x27E9},   {"rcaron", 0x159},  {"rcub", 0x7D},
    {"rpar", 0x29},     {"rsqb", 0x5D},     {"sacute", 0x15B},
    {"scaron", 0x161},  {"scedil", 0x15F},  {"semi", 0x3B},
    {"sol", 0x2F},      {"squ", 0x25A1},    {"squf", 0x25AA},
    {"star", 0x2606},   {"starf", 0x2605},  {"tcaron", 0x165},
    {"tcedil", 0x163},  {"thetav", 0x3D1},  {"umacr", 0x16B},
    {"uring", 0x16F},   {"utri", 0x25B5},   {"vellip", 0x22EE},
    {"verbar", 0x7C},   {"vert", 0x7C},     {"zacute", 0x17A},
    {"zcaron", 0x17E},  {"zdot", 0x17C},    {"epsi", 0x3B5},
    {"epsiv", 0x3B5},   {"rhov", 0x3F1},    {"sigmav", 0x3C2},
    {"thinsp", 0x2009}, {"ensp", 0x2002},   {"emsp", 0x2003},
};

uint32_t entity_find(const char *name)
{
    const htmlEntityDesc *html = htmlEntityLookup((const xmlChar *)name);
    if (html)
        return html->value;
    for (size_t i = 0; i < sizeof(iso) / sizeof(*iso); i++)
        if (strcmp(iso[i].name, name) == 0)
            return iso[i].code_point;
    return 0;
}
