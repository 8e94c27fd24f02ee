/* The model that comes with the program: models/stance-1.model. */
#ifndef STET_CLASSIFY_BUILTIN_H
#define STET_CLASSIFY_BUILTIN_H

#include "base/str.h"

/* The bytes of its file. */
str builtin_model(void);

#endif
