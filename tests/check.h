/*
 * A test is a function whose name is the claim; a test program is a list of
 * them:
 *
 *     int main(void)
 *     {
 *         TEST(failure_appends_nothing);
 *         return check_end();
 *     }
 *
 * CHECK goes on after a failure and says where it was.  A failed test names
 * itself.  Every program ends in "N passed, N failed".
 */
#ifndef STET_TESTS_CHECK_H
#define STET_TESTS_CHECK_H

#include "base/buf.h"

#define TEST(function)        check_test(#function, function)
#define CHECK(claim)          check_claim((claim), #claim, __FILE__, __LINE__)
#define CHECK_STR(have, want) check_str((have), (want), __FILE__, __LINE__)

void check_test(const char *name, void (*test)(void));
void check_claim(bool holds, const char *claim, const char *file, int line);
void check_str(str have, str want, const char *file, int line);
int check_end(void);

/*
 * Run the cases of a file, a test each: blocks of lines between empty ones,
 * of which the last is what is expected and the ones before are the input
 * (joined by '\n').  Lines that begin with "# " are remarks.  `run` writes
 * what it makes of the input to `out`, on one line; "-" for nothing.
 */
void check_cases(const char *path, void (*run)(str input, struct buf *out));

/* The bytes of a file of the tests; the program ends if it can't be read. */
str check_file(const char *path, struct arena *arena);

#endif
