#pragma once

/// PostgreSQL's headers as C, after every C++ header of a file: they redefine snprintf and the like.
/// In a frame that calls the backend no local may have a destructor, since ereport leaves by longjmp.
extern "C" {
#include <postgres.h>

#include <fmgr.h>
#include <utils/builtins.h>
#if PG_VERSION_NUM >= 160000
#include <varatt.h>
#endif
}

// Before 16 PGDLLEXPORT is empty here, and hidden visibility would hide the functions from the server.
#if PG_VERSION_NUM < 160000
#undef PGDLLEXPORT
#define PGDLLEXPORT __attribute__((visibility("default")))
#endif

/// Declares an exported SQL function and its record; its definition follows as `Datum name(PG_FUNCTION_ARGS)`.
#define MASTERBUS_FUNCTION(name)                                                                                       \
  extern "C" {                                                                                                         \
  PGDLLEXPORT Datum name(PG_FUNCTION_ARGS);                                                                            \
  PG_FUNCTION_INFO_V1(name);                                                                                           \
  }                                                                                                                    \
  extern int no_such_variable
