/* models/refstring-1.model, put into the program by the assembler. */
#include "resolve/ref_parser.h"

__asm__(".section .rodata\n"
        ".balign 16\n"
        "stet_refstring_start:\n"
        ".incbin \"models/refstring-1.model\"\n"
        "stet_refstring_end:\n"
        ".previous\n");

extern const char model_start[] __asm__("stet_refstring_start");
extern const char model_end[] __asm__("stet_refstring_end");

str ref_model(void)
{
    return (str){model_start, (size_t)(model_end - model_start)};
}
