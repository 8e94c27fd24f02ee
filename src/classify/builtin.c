/*
 * The file is put into the program by the assembler: a megabyte as a table of
 * C would take the compiler longer than all the rest of the source.
 */
#include "classify/builtin.h"

__asm__(".section .rodata\n"
        ".balign 16\n"
        "stet_model_start:\n"
        ".incbin \"models/stance-1.model\"\n"
        "stet_model_end:\n"
        ".previous\n");

extern const char model_start[] __asm__("stet_model_start");
extern const char model_end[] __asm__("stet_model_end");

str builtin_model(void)
{
    return (str){model_start, (size_t)(model_end - model_start)};
}
